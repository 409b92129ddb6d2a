using Tarl.Cli.Output;

namespace Tarl.Cli.Import;

/// <summary>Shows an import's progress as it is reported, on the thread that reports it.</summary>
internal sealed class ImportProgress(ProgressDisplay display) : IProgress<(int Done, int Total)>
{
    public void Report((int Done, int Total) value) => display.Advance(value.Done);
}
