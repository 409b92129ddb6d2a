namespace Tarl.Learner.Advantages.Gates;

/// <summary>Refuses groups whose rewards are all equal (DAPO, arXiv 2503.14476, without sampling others in their place): the mean is over the tokens that teach.</summary>
public sealed class ZeroVarianceGate : IGroupGate
{
    public string Name => "zero-variance";

    public string? Section => null;

    public string? Refuse(IReadOnlyList<RewardedEpisode> members) => members.All(member => member.Reward == members[0].Reward) ? Name : null;
}
