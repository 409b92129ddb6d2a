using Tarl.Learner.CloneDemonstrator;
using Tarl.Policy.Engines;

namespace Tarl.Learner.Tests.CloneDemonstrator;

public sealed class CloningProgressTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BehaviorCloner _cloner = TinyPolicy.Cloner(
        [TinyPolicy.Demonstration("My order is #W1234567.", "Order #W1234567 is pending."), TinyPolicy.Demonstration("Please cancel my order.", "Which one?")],
        new CloningOptions { Steps = 10, BatchSequences = 6 }, seed: 2);

    private CloningProgress Progress => new(_folder.File("cloning"));

    public void Dispose() => _folder.Dispose();

    private void Train(IPolicyEngine engine, int from, int to)
    {
        for (var step = from; step < to; step++) _cloner.Step(engine, step, default);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Restore_Interrupted_EndsWithTheSameBits(int threads)
    {
        using var uninterrupted = TinyPolicy.Engine(seed: 3, threads);
        Train(uninterrupted, 0, 10);

        using (var first = TinyPolicy.Engine(seed: 3, threads))
        {
            Train(first, 0, 4);
            Progress.Save(first, 4, 777);
            Train(first, 4, 6);
        }

        using var resumed = TinyPolicy.Engine(seed: 88, threads);
        Assert.Equal((4, 777L), Progress.Restore(resumed));
        Train(resumed, 4, 10);

        Assert.Equal(TinyPolicy.State(uninterrupted), TinyPolicy.State(resumed));
    }

    [Fact]
    public void Restore_NothingSaved_StartsFromNothing()
    {
        using var engine = TinyPolicy.Engine();
        var before = TinyPolicy.State(engine);
        Assert.Equal((0, 0L), Progress.Restore(engine));
        Assert.Equal(before, TinyPolicy.State(engine));
    }

    [Fact]
    public void Restore_InterruptedWhileSaving_TakesTheSaveBefore()
    {
        using var engine = TinyPolicy.Engine();
        Train(engine, 0, 2);
        Progress.Save(engine, 2, 50);
        var saved = TinyPolicy.State(engine);
        File.WriteAllText(_folder.File("cloning/model-4.safetensors"), "half");
        File.WriteAllText(_folder.File("cloning/state.json.unfinished"), "{\"St");

        using var resumed = TinyPolicy.Engine(seed: 88);
        Assert.Equal((2, 50L), Progress.Restore(resumed));
        Assert.Equal(saved, TinyPolicy.State(resumed));
    }

    [Fact]
    public void Save_Again_KeepsTheNewestOnly()
    {
        using var engine = TinyPolicy.Engine();
        Progress.Save(engine, 2, 50);
        Progress.Save(engine, 4, 90);
        Assert.Equal((4, 90L), Progress.Restore(engine));
        Assert.Equal(
            ["model-4.safetensors", "optimizer-4.safetensors", "state.json"],
            Directory.EnumerateFiles(_folder.File("cloning")).Select(path => Path.GetFileName(path)).Order());
        Progress.Delete();
        Assert.Equal((0, 0L), Progress.Restore(engine));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Step\": 2")]
    [InlineData("null")]
    public void Restore_StateIsDamaged_NamesTheFileAndWhatToDo(string content)
    {
        using var engine = TinyPolicy.Engine();
        Progress.Save(engine, 2, 50);
        File.WriteAllText(_folder.File("cloning/state.json"), content);

        var damage = Assert.Throws<InvalidDataException>(() => Progress.Restore(engine));
        Assert.Contains(_folder.File("cloning/state.json"), damage.Message);
        Assert.Contains("delete the folder", damage.Message);
    }
}
