namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>A test with a real broker and the judge in JavaScript; skipped, and said so, where they are not installed.</summary>
internal sealed class SampleJudgeFactAttribute : FactAttribute
{
    public const string Sample = "judge-javascript";

    public SampleJudgeFactAttribute()
    {
        if (!RabbitMq.IsInstalled)
        {
            Skip = "Install Debian's rabbitmq-server first.";
        }
        else if (!Samples.AreInstalled(Sample))
        {
            Skip = $"Run `npm install` in docs/samples/{Sample} first.";
        }
    }
}
