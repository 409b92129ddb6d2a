using Tarl.Contracts.Episodes;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>The questions by which a demonstrator has a write confirmed.</summary>
internal static class Proposals
{
    /// <summary>Whether the right and the lapsing agent ask to confirm different things.</summary>
    public static bool Differ(Moment moment) =>
        Moment.AsksToConfirm(moment.Right) && Moment.AsksToConfirm(moment.Lapsing) && Announcement(moment.Right) != Announcement(moment.Lapsing);

    // The question itself, which varies, is the last sentence.
    private static string Announcement(Turn turn) => turn.Text[..(turn.Text.LastIndexOf(". ", StringComparison.Ordinal) + 1)];
}
