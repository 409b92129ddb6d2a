namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>A test with a real broker; skipped, and said so, where none is installed.</summary>
internal sealed class RabbitMqFactAttribute : FactAttribute
{
    public RabbitMqFactAttribute()
    {
        if (!RabbitMq.IsInstalled)
        {
            Skip = "Install Debian's rabbitmq-server first.";
        }
    }
}
