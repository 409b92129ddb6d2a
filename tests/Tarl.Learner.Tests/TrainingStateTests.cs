using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Learner.PublishCheckpoint;

namespace Tarl.Learner.Tests;

public sealed class TrainingStateTests : IDisposable
{
    private readonly TemporaryFolder _run = new();

    public void Dispose() => _run.Dispose();

    private bool HasLearnt(RolloutPurpose purpose, int? update)
    {
        using var state = new TrainingState(Options.Create(new LearnerOptions { RunFolder = _run.Path }));
        return state.HasLearnt(Episode.Completed().Rollout with { Purpose = purpose, Update = update });
    }

    private void Save(int version)
    {
        using var engine = TinyPolicy.Engine();
        new CheckpointStore(Path.Combine(_run.Path, "checkpoints")).Save(version, engine, TinyPolicy.Tokenizer);
    }

    [Fact]
    public void HasLearnt_NoCheckpoint_NothingIsLearnt()
    {
        Assert.False(HasLearnt(RolloutPurpose.Demonstration, null));
        Assert.False(HasLearnt(RolloutPurpose.Training, 1));
    }

    /// <summary>Update n makes version n.</summary>
    [Theory]
    [InlineData(RolloutPurpose.Demonstration, null, true)]
    [InlineData(RolloutPurpose.Training, 1, true)]
    [InlineData(RolloutPurpose.Training, 2, true)]
    [InlineData(RolloutPurpose.Training, 3, false)]
    [InlineData(RolloutPurpose.Training, 4, false)]
    [InlineData(RolloutPurpose.Evaluation, null, false)]
    public void HasLearnt_ProcessThatFindsVersion2_KnowsWhatWentIntoIt(RolloutPurpose purpose, int? update, bool learnt)
    {
        Save(2);
        Assert.Equal(learnt, HasLearnt(purpose, update));
    }
}
