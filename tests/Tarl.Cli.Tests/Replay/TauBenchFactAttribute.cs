namespace Tarl.Cli.Tests.Replay;

/// <summary>A test that needs the benchmark's own files; skipped, and said so, where they are not.</summary>
internal sealed class TauBenchFactAttribute : FactAttribute
{
    public TauBenchFactAttribute()
    {
        if (TauBenchFolder.Path is null)
        {
            Skip = "τ-bench's files are neither at ../shared/tau-bench nor where TARL_TAU_BENCH says.";
        }
    }
}
