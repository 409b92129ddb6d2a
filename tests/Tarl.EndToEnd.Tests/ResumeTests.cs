using Tarl.Cli.RunFolders;

namespace Tarl.EndToEnd.Tests;

[Collection(nameof(TinyRun))]
public sealed class ResumeTests(TinyRun run)
{
    private const int Interrupted = 130;

    [Theory]
    [InlineData("Run folder")]
    [InlineData("Demonstrations: 8 ")]
    [InlineData("Cloning: 140 ")]
    [InlineData("  1/3")]
    public async Task Resume_AfterCtrlC_EndsAsAnUninterruptedRun(string interruptAt)
    {
        using var folder = new Folder();
        var path = folder.In("run");

        using var first = TarlProcess.StartAndInterruptAt(interruptAt, TinyRun.Arguments(path));
        var stopped = await first.EndAsync();
        (await TarlProcess.RunAsync("train", "--resume", "--run", path)).Succeeded();

        Assert.Equal(Interrupted, stopped.ExitCode);
        Assert.EndsWith($"train --resume --run {path}\n", stopped.Errors);
        Assert.DoesNotContain("Error", stopped.Errors);
        Assert.Equal(TinyRun.Figures(run.Path), TinyRun.Figures(path));
    }

    [Fact]
    public async Task Resume_WhileAnotherProcessWorksOnTheRun_IsRefused()
    {
        using var copy = Folder.CopyOf(run.Path);
        using (RunLock.Acquire(copy.Path))
        {
            (await TarlProcess.RunAsync("train", "--resume", "--run", copy.Path)).RefusedWith("Another process is working on the run");
        }

        (await TarlProcess.RunAsync("train", "--resume", "--run", copy.Path)).Succeeded();
    }

    [Fact]
    public async Task Resume_FinishedRun_SaysTheSameAgain()
    {
        using var copy = Folder.CopyOf(run.Path);

        var again = (await TarlProcess.RunAsync("train", "--resume", "--run", copy.Path, "--json")).Succeeded();

        Assert.Equal(TinyRun.Figures(run.Path), TinyRun.Figures(copy.Path));
        Assert.Equal(File.ReadAllText(copy.In("summary.json")).Trim(), again.Output.Trim());
    }
}
