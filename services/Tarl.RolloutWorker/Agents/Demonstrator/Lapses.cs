using Tarl.ServiceDefaults.Randomness;

namespace Tarl.RolloutWorker.Agents.Demonstrator;

/// <summary>What a demonstrator does wrong in one episode.</summary>
internal sealed record Lapses(bool SkipsConfirmation, bool FailsToRefuse, bool Transfers, bool IgnoresNo)
{
    public static Lapses Draw(DemonstratorOptions options, SeededRandom random) => new(
        random.Chance(options.SkipConfirmation),
        random.Chance(options.FailToRefuse),
        random.Chance(options.TransferShare),
        random.Chance(options.IgnoreNo));
}
