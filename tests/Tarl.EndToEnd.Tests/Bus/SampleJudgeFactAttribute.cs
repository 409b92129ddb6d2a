namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>A test with a real broker and the judge in JavaScript; skipped, and said so, where they are not installed.</summary>
internal sealed class SampleJudgeFactAttribute : FactAttribute
{
    public const string Sample = "judge-javascript";

    public SampleJudgeFactAttribute() => Skip = WhyNot;

    /// <summary>What to do first; null if nothing.</summary>
    public static string? WhyNot =>
        !RabbitMq.IsInstalled ? "Install Debian's rabbitmq-server first."
        : !Samples.AreInstalled(Sample) ? $"Run `npm install` in docs/samples/{Sample} first."
        : null;
}
