using Tarl.Contracts.Episodes;
using Tarl.Verifier.VerifyEpisode.Changes;

namespace Tarl.Verifier.VerifyEpisode.Rules;

/// <summary>The episode changed in the database what the ground truth changes, and nothing else.</summary>
public sealed class DatabaseStateRule : IVerificationRule
{
    public IEnumerable<string> FindDifferences(EpisodeCompleted episode, IReadOnlyList<StateChange> expectedChanges) =>
        Compare(new ChangeSet(expectedChanges), new ChangeSet(episode.Changes));

    private static IEnumerable<string> Compare(ChangeSet expected, ChangeSet actual)
    {
        var missingOrWrong = expected.SelectMany(change => Compare(change, actual.Find(change)));
        var unexpected = actual.Where(change => expected.Find(change) is null).Select(ChangeText.Unexpected);
        return missingOrWrong.Concat(unexpected);
    }

    private static IEnumerable<string> Compare(StateChange expected, StateChange? actual)
    {
        if (actual is null) return [ChangeText.ShouldBe(expected, expected.Before)];
        if (NewRow.Is(expected) && NewRow.Is(actual)) return Compare(NewRow.Values(expected), NewRow.Values(actual));
        if (!JsonValue.AreEqual(expected.After, actual.After)) return [ChangeText.ShouldBe(expected, actual.After)];
        return JsonValue.AreEqual(expected.Before, actual.Before) ? [] : [ChangeText.ShouldHaveBeen(expected, actual.Before)];
    }
}
