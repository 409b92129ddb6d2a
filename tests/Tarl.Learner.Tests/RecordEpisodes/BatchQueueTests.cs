using Tarl.Contracts.Curriculum;
using Tarl.Learner.RecordEpisodes;

namespace Tarl.Learner.Tests.RecordEpisodes;

public sealed class BatchQueueTests
{
    private readonly BatchQueue _batches = new();

    private static Batch Update(int update, int size = 2) => new($"update-{update}", size, RolloutPurpose.Training, update);

    private string[] Whole()
    {
        var names = new List<string>();
        while (_batches.Whole.TryRead(out var batch)) names.Add(batch.Name);
        return [.. names];
    }

    [Fact]
    public void Fill_LastPlace_HandsTheBatchOutOnce()
    {
        _batches.Fill(Update(1, size: 3), places: 2);
        Assert.Empty(Whole());
        _batches.Fill(Update(1, size: 3));
        Assert.Equal(["update-1"], Whole());
        Assert.Empty(Whole());
    }

    [Fact]
    public void Fill_LaterUpdateIsWholeFirst_WaitsForTheEarlier()
    {
        _batches.StartAfter(4);
        _batches.Fill(Update(7), 2);
        _batches.Fill(Update(6), 2);
        Assert.Empty(Whole());
        _batches.Fill(Update(5), 2);
        Assert.Equal(["update-5", "update-6", "update-7"], Whole());
    }

    [Fact]
    public void Fill_OtherPurposes_DemonstrationsAreHandedOutAndEvaluationsAreNot()
    {
        _batches.StartAfter(-1);
        _batches.Fill(new Batch("evaluation-base", 1, RolloutPurpose.Evaluation, null));
        _batches.Fill(new Batch("demonstrations", 1, RolloutPurpose.Demonstration, null));
        _batches.Fill(Update(1), 2);
        Assert.Equal(["demonstrations", "update-1"], Whole());
    }
}
