namespace Tarl.Learner.Advantages.Gates;

/// <summary>Refuses groups that pass too seldom or too often, whatever turn scores make of their rewards.</summary>
public sealed class PassRateBandGate(PassRateBandOptions options) : IGroupGate
{
    public string Name => "pass-rate-band";

    public string? Section => "PassRateBand";

    public string? Refuse(IReadOnlyList<RewardedEpisode> members)
    {
        var rate = members.Average(member => member.Success ? 1.0 : 0.0);
        return rate < options.Lowest ? "too-hard" : rate > options.Highest ? "too-easy" : null;
    }
}
