namespace Tarl.EndToEnd.Tests;

[Collection(nameof(TinyRun))]
public sealed class ResumeTests(TinyRun run)
{
    private const int Interrupted = 130;

    [Theory]
    [InlineData("Demonstrations: 8 ")]
    [InlineData("Cloning: 130 ")]
    [InlineData("  2/3")]
    public async Task Resume_AfterCtrlC_EndsAsAnUninterruptedRun(string interruptAt)
    {
        using var folder = new Folder();
        var path = folder.In("run");

        using var first = TarlProcess.Start(TinyRun.Arguments(path));
        await first.SayAsync(interruptAt);
        first.Interrupt();
        var stopped = await first.EndAsync();
        (await TarlProcess.RunAsync("train", "--resume", "--run", path)).Succeeded();

        Assert.Equal(Interrupted, stopped.ExitCode);
        Assert.EndsWith($"train --resume --run {path}\n", stopped.Errors);
        Assert.Equal(TinyRun.Figures(run.Path), TinyRun.Figures(path));
    }

    [Fact]
    public async Task Resume_WhileAnotherProcessWorksOnTheRun_IsRefused()
    {
        using var folder = new Folder();
        using var first = TarlProcess.Start(TinyRun.Arguments(folder.In("run")));
        await first.SayAsync("Run folder");

        (await TarlProcess.RunAsync("train", "--resume", "--run", folder.In("run"))).RefusedWith("Another process is working on the run");
        first.Interrupt();
        var stopped = await first.EndAsync();
        Assert.Equal(Interrupted, stopped.ExitCode);
        Assert.DoesNotContain("Error", stopped.Errors);
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
