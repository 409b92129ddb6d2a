using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Learner.PublishCheckpoint;

namespace Tarl.Learner.Tests;

public sealed class TrainingStateTests : IDisposable
{
    private readonly TemporaryFolder _run = new();

    public void Dispose() => _run.Dispose();

    private bool HasLearnt(RolloutPurpose purpose, int policyVersion)
    {
        using var state = new TrainingState(Options.Create(new LearnerOptions { RunFolder = _run.Path }));
        return state.HasLearnt(Episode.Completed().Rollout with { Purpose = purpose, PolicyVersion = policyVersion });
    }

    private void Save(int version)
    {
        using var engine = TinyPolicy.Engine();
        new CheckpointStore(Path.Combine(_run.Path, "checkpoints")).Save(version, engine, TinyPolicy.Tokenizer);
    }

    [Fact]
    public void HasLearnt_NoCheckpoint_NothingIsLearnt()
    {
        Assert.False(HasLearnt(RolloutPurpose.Demonstration, 0));
        Assert.False(HasLearnt(RolloutPurpose.Training, 0));
    }

    /// <summary>Rollouts of version n help to make version n + 1.</summary>
    [Theory]
    [InlineData(RolloutPurpose.Demonstration, 0, true)]
    [InlineData(RolloutPurpose.Training, 0, true)]
    [InlineData(RolloutPurpose.Training, 1, true)]
    [InlineData(RolloutPurpose.Training, 2, false)]
    [InlineData(RolloutPurpose.Training, 3, false)]
    [InlineData(RolloutPurpose.Evaluation, 0, false)]
    public void HasLearnt_ProcessThatFindsVersion2_KnowsWhatWentIntoIt(RolloutPurpose purpose, int policyVersion, bool learnt)
    {
        Save(2);
        Assert.Equal(learnt, HasLearnt(purpose, policyVersion));
    }
}
