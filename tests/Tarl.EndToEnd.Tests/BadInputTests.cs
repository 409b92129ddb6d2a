namespace Tarl.EndToEnd.Tests;

[Collection(nameof(TinyRun))]
public sealed class BadInputTests(TinyRun run)
{
    [Theory]
    [InlineData("There is no command or option 'fly'", "fly")]
    [InlineData("There is no command or option '--fast'", "train", "--fast")]
    [InlineData("--seed takes a whole number", "train", "--seed", "x")]
    [InlineData("--updates takes a whole number from 0", "train", "--updates", "-1")]
    [InlineData("--threads takes a whole number from 1", "train", "--threads", "0")]
    [InlineData("--reward takes tarl or outcome, not 'foo'", "train", "--reward", "foo")]
    [InlineData("There is no algorithm 'foo'; there are grpo, rloo, ppo.", "train", "--algorithm", "foo")]
    [InlineData("Placement Turn has no effect with the algorithm grpo", "train", "--placement", "turn")]
    [InlineData("--placement has no effect with --reward outcome", "train", "--reward", "outcome", "--placement", "terminal")]
    [InlineData("--set takes SECTION:KEY=VALUE, not 'Model:Layers'", "train", "--set", "Model:Layers")]
    [InlineData("--set Model:Layers is given twice", "train", "--set", "Model:Layers=2", "--set", "Model:Layers=3")]
    [InlineData("the nearest is Model:Layers", "train", "--set", "Model:Layer=3")]
    [InlineData("Gae:Lambda has no effect with the algorithm rloo", "train", "--algorithm", "rloo", "--set", "Gae:Lambda=0.9")]
    [InlineData("--set UserSimulator:Kind takes Scripted or ReAct or Http, not", "train", "--set", "UserSimulator:Kind=Nobody")]
    [InlineData("UserSimulator:Kind Http takes HttpUser:Address", "train", "--set", "UserSimulator:Kind=Http")]
    [InlineData("HttpUser:Address has no effect with UserSimulator:Kind Scripted", "train", "--set", "HttpUser:Address=http://localhost:8090/")]
    [InlineData("No broker is named", "conform", "judge")]
    [InlineData("There is no case 'sings'; there are opens, answers", "conform", "simulator", "--case", "opens", "--case", "sings")]
    [InlineData("nowhere/train.jsonl", "conform", "verifier", "--data", "nowhere")]
    [InlineData("Required argument missing", "compare")]
    [InlineData("a holds no run", "compare", "a", "b")]
    [InlineData("--temperature takes a number from 0 to 10", "evaluate", "--temperature", "NaN")]
    [InlineData("There is no run below runs/", "train", "--resume")]
    [InlineData("There is no run below runs/", "show")]
    [InlineData("/proc/tarl cannot be written", "train", "--run", "/proc/tarl")]
    public async Task Run_BadArguments_AreRefusedInOneSentence(string sentence, params string[] arguments)
    {
        using var empty = new Folder();

        (await TarlProcess.RunInAsync(empty.Path, arguments)).RefusedWith(sentence);
        Assert.Empty(empty.Contents());
    }

    [Fact]
    public async Task Train_FolderBelowAFile_IsRefused()
    {
        using var folder = new Folder();
        File.WriteAllText(folder.In("file"), "mine");

        (await TarlProcess.RunAsync("train", "--run", folder.In("file/run"))).RefusedWith("cannot be written");
        (await TarlProcess.RunAsync("train", "--run", folder.In("file"))).RefusedWith("is a file");
        Assert.Equal("mine", File.ReadAllText(folder.In("file")));
    }

    [Fact]
    public async Task Train_ForeignFolder_IsRefusedAndUntouched()
    {
        using var folder = new Folder();
        File.WriteAllText(folder.In("thesis.tex"), "years of work");

        (await TarlProcess.RunAsync("train", "--run", folder.Path)).RefusedWith("holds files that are no run");
        (await TarlProcess.RunAsync("train", "--resume", "--run", folder.Path)).RefusedWith("holds no run");
        Assert.Equal(["thesis.tex"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Train_FolderOfARun_IsRefused() =>
        (await TarlProcess.RunAsync("train", "--run", run.Path)).RefusedWith("already holds a run; go on with it by --resume");

    [Fact]
    public async Task Resume_WithOtherSettings_IsRefused() =>
        (await TarlProcess.RunAsync("train", "--resume", "--run", run.Path, "--updates", "9")).RefusedWith("leave out --updates");

    [Fact]
    public async Task Resume_WithASetting_IsRefused() =>
        (await TarlProcess.RunAsync("train", "--resume", "--run", run.Path, "--set", "Model:Layers=3")).RefusedWith("leave out --set");

    [Fact]
    public async Task Compare_UnknownEvaluation_IsRefused() =>
        (await TarlProcess.RunAsync("compare", run.Path, run.Path, "--evaluation", "final")).RefusedWith("it has base, demonstrator, doNothing, trained.");

    [Fact]
    public async Task Show_UnknownEpisode_IsRefused() =>
        (await TarlProcess.RunAsync("show", "--run", run.Path, "nobody")).RefusedWith("no episode with id nobody");

    [Fact]
    public async Task Evaluate_UnknownVersionOrTasks_IsRefused()
    {
        (await TarlProcess.RunAsync("evaluate", "--run", run.Path, "--version", "77")).RefusedWith("There is no checkpoint");
        (await TarlProcess.RunAsync("evaluate", "--run", run.Path, "--tasks", "/nowhere.jsonl")).RefusedWith("There is no file of tasks");
    }
}
