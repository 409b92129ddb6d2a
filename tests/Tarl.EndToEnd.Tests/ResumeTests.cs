using Tarl.Cli.RunFolders;

namespace Tarl.EndToEnd.Tests;

[Collection(nameof(TinyRun))]
public sealed class ResumeTests(TinyRun run)
{
    private const int Interrupted = 130;
    private const int Killed = 137;

    [Fact]
    public async Task Resume_AfterCtrlCInEveryPhase_EndsAsAnUninterruptedRun()
    {
        using var folder = new Folder();
        var path = folder.In("run");
        string[] resume = ["train", "--resume", "--run", path];
        var arguments = TinyRun.Arguments(path);
        foreach (var interruptAt in (string[])["Run folder", "Demonstrations: 8 ", "Cloning: 40 ", "  1/3"])
        {
            using var process = TarlProcess.StartAndInterruptAt(interruptAt, arguments);
            var stopped = await process.EndAsync();
            Assert.Equal(Interrupted, stopped.ExitCode);
            Assert.EndsWith($"train --resume --run {path}\n", stopped.Errors);
            Assert.DoesNotContain("Error", stopped.Errors);
            arguments = resume;
        }

        (await TarlProcess.RunAsync(resume)).Succeeded();
        Assert.Equal(TinyRun.Figures(run.Path), TinyRun.Figures(path));
    }

    [Fact]
    public async Task Resume_KilledInEveryPhase_SaysWhatIsThereAndEndsAsAnUninterruptedRun()
    {
        using var folder = new Folder();
        var path = folder.In("run");
        string[] resume = ["train", "--resume", "--run", path];
        var arguments = TinyRun.Arguments(path);
        var found = "";

        // Where it is killed, and what the next process finds.
        foreach (var (killAt, left) in ((string, string)[])
                 [
                     ("Evaluating doNothing: 8 ", @"(doNothing evaluated|\d+ of 20 episodes of evaluation-doNothing recorded)"),
                     ("Demonstrations: 8 ", @"doNothing, demonstrator evaluated; \d+ of 40 episodes of demonstrations recorded"),
                     ("Cloning: 40 ", @"doNothing, demonstrator evaluated; cloned up to step \d+; 40 of 40 episodes of demonstrations recorded"),
                     ("Evaluating base: 8 ", @"doNothing, demonstrator(, base)? evaluated; 0 of 3 updates made(; \d+ of 20 episodes of evaluation-base recorded)?"),
                     ("  1/3", @"doNothing, demonstrator, base evaluated; [12] of 3 updates made(; \d+ of 16 episodes of update-[23] recorded)?"),
                     ("Evaluating trained: 0 ", @"doNothing, demonstrator, base evaluated; 3 of 3 updates made(; \d+ of 20 episodes of evaluation-trained recorded)?"),
                 ])
        {
            using var process = TarlProcess.StartAndKillAt(killAt, arguments);
            var killed = await process.EndAsync();
            Assert.Equal(Killed, killed.ExitCode);
            Assert.Matches(found, killed.Errors);
            (arguments, found) = (resume, $@"(?m)^Going on: {left}\.$");
        }

        Assert.Matches(found, (await TarlProcess.RunAsync(resume)).Succeeded().Errors);
        Assert.Equal(TinyRun.Figures(run.Path), TinyRun.Figures(path));
    }

    [Fact]
    public async Task Resume_KilledWhileACheckpointIsWritten_EndsAsAnUninterruptedRun()
    {
        using var folder = new Folder();
        var path = folder.In("run");
        string[] resume = ["train", "--resume", "--run", path];
        var arguments = TinyRun.Arguments(path);
        foreach (var version in Enumerable.Range(0, 4))
        {
            using var process = TarlProcess.StartAndKillOnceThereIs(folder.In($"run/checkpoints/{version:D6}.unfinished"), arguments);
            Assert.Equal(Killed, (await process.EndAsync()).ExitCode);
            arguments = resume;
        }

        (await TarlProcess.RunAsync(resume)).Succeeded();
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
