using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>An agent about to act.</summary>
internal sealed record Moment
{
    private const string ConfirmMark = "(yes/no)";

    public required TaskSpec Task { get; init; }

    /// <summary>The conversation so far.</summary>
    public required IReadOnlyList<Turn> Turns { get; init; }

    /// <summary>What an agent without fault does now.</summary>
    public required Turn Right { get; init; }

    /// <summary>What one with <see cref="IFault.Lapses"/> does now.</summary>
    public required Turn Lapsing { get; init; }

    /// <summary>Whether a fault has been planted before.</summary>
    public required bool HasPlanted { get; init; }

    public required SeededRandom Random { get; init; }

    /// <summary>Whether a turn makes a write that the task speaks of, rightly or not.</summary>
    public bool IsWrite(Turn turn) => turn.Call is { } call && Task.Plan.Any(goal => goal.Write?.Name == call.Name);

    public bool IsRead(Turn turn) => turn.Call is { } call && Task.Plan.Any(goal => goal.Reads.Any(read => read.Name == call.Name));

    /// <summary>Whether a turn of the demonstrator's asks to confirm a write.</summary>
    public static bool AsksToConfirm(Turn turn) => turn.Call is null && turn.Text.EndsWith(ConfirmMark, StringComparison.Ordinal);
}
