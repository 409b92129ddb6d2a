using Tarl.Contracts.Episodes;
using Tarl.Verifier.VerifyEpisode.Changes;

namespace Tarl.Verifier.VerifyEpisode.Rules;

/// <summary>The episode changed in the database what the ground truth changes, and nothing else.</summary>
public sealed class DatabaseStateRule : IVerificationRule
{
    public IEnumerable<string> FindDifferences(EpisodeCompleted episode, IReadOnlyList<StateChange> expectedChanges)
    {
        var expected = new ChangeSet(expectedChanges);
        var actual = new ChangeSet(episode.Changes);
        var missingOrWrong = expected.Select(change => Compare(change, actual.Find(change))).OfType<string>();
        var unexpected = actual.Where(change => expected.Find(change) is null).Select(ChangeText.Unexpected);
        return missingOrWrong.Concat(unexpected);
    }

    private static string? Compare(StateChange expected, StateChange? actual)
    {
        if (actual is null) return ChangeText.ShouldBe(expected, expected.Before);
        if (!JsonValue.AreEqual(expected.After, actual.After)) return ChangeText.ShouldBe(expected, actual.After);
        return JsonValue.AreEqual(expected.Before, actual.Before) ? null : ChangeText.ShouldHaveBeen(expected, actual.Before);
    }
}
