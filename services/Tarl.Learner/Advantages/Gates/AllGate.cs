namespace Tarl.Learner.Advantages.Gates;

/// <summary>Admits every group. One whose rewards are all equal has advantages of 0 with the group algorithms, and its tokens count in the mean over tokens.</summary>
public sealed class AllGate : IGroupGate
{
    public string Name => "all";

    public string? Section => null;

    public string? Refuse(IReadOnlyList<RewardedEpisode> members) => null;
}
