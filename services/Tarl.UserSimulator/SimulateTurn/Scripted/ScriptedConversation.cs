using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.UserSimulator.SimulateTurn.Scripted.Domains;

namespace Tarl.UserSimulator.SimulateTurn.Scripted;

/// <summary>Where a scripted user is in its conversation. Every reply uses up patience or ends a goal, so it always ends.</summary>
internal sealed class ScriptedConversation(UserScript script, IDomainSpeech speech, ScriptedUserOptions options)
{
    private const string SecondIdentity = "second identity";

    private readonly Dictionary<string, int> _told = [];
    private readonly List<AgentReply> _heard = [];
    private int _goal;
    private int _turns;
    private int _repeats;
    private bool _withdrawn;
    private bool _over;

    private UserGoal Goal => script.Goals[_goal];

    /// <summary>Takes in one agent reply and answers it.</summary>
    public UserTurnSimulated Hear(string text, UserPhrases phrases)
    {
        _turns++;
        if (_over || _turns >= options.MaxTurns) return Stop(phrases.Leaves());
        var reply = new AgentReply(text, speech);
        if (_withdrawn) return NextGoal(phrases);
        if (reply.IsEmpty || _heard.Any(reply.SameAs)) return Repeat(phrases);
        _heard.Add(reply);
        return Answer(reply, phrases);
    }

    private UserTurnSimulated Answer(AgentReply reply, UserPhrases phrases)
    {
        if (reply.AsksToConfirm) return Confirm(phrases);
        if (reply.SaysNotFound) return Correct(reply, phrases);
        if (reply.AsksFor() is { Count: > 0 } facts) return Tell(facts, phrases);
        return reply.Refuses || reply.Reports || reply.Answers(Goal.Intent) ? NextGoal(phrases) : Repeat(phrases);
    }

    private UserTurnSimulated Confirm(UserPhrases phrases)
    {
        if (Goal.Confirmation == Confirmation.No)
        {
            _withdrawn = true;
            return Say(phrases.No());
        }

        return MayTell("confirmation") ? Say(phrases.Yes()) : Repeat(phrases);
    }

    private UserTurnSimulated Correct(AgentReply reply, UserPhrases phrases)
    {
        if (reply.SpeaksOfSubject && speech.CorrectedSubjectFact is { } fact && Goal.Facts.ContainsKey(fact) && MayTell(fact))
            return Say(phrases.Correction(Goal));
        if (!reply.SpeaksOfSubject && MayTell(SecondIdentity) && phrases.SecondIdentity() is { } identity) return Say(identity);
        return NextGoal(phrases, phrases.GivesUp());
    }

    private UserTurnSimulated Tell(IReadOnlyList<string> asked, UserPhrases phrases)
    {
        var known = asked.Where(fact => fact == FactNames.Identity ? script.Identity.Count > 0 : Goal.Facts.ContainsKey(fact)).ToList();
        var answers = known.Where(MayTell).Select(fact => phrases.Tell(Goal, fact)).ToList();
        if (answers.Count > 0) return Say(string.Join(' ', answers));
        return known.Count == 0 && MayTell("nothing") ? Say(phrases.Unknown()) : Repeat(phrases);
    }

    private UserTurnSimulated Repeat(UserPhrases phrases) =>
        ++_repeats > options.MaxRepeats ? Stop(phrases.Leaves()) : Say(phrases.RepeatedRequest(Goal));

    private UserTurnSimulated NextGoal(UserPhrases phrases, string? farewell = null)
    {
        if (_goal + 1 == script.Goals.Count) return Stop(farewell ?? phrases.Thanks());
        _goal++;
        _repeats = 0;
        _withdrawn = false;
        _told.Clear();
        _heard.Clear();
        return Say(phrases.NextRequest(Goal));
    }

    private bool MayTell(string fact)
    {
        var times = _told.GetValueOrDefault(fact) + 1;
        _told[fact] = times;
        return times <= options.MaxTellings;
    }

    private static UserTurnSimulated Say(string text) => new() { Text = text, Stop = false };

    private UserTurnSimulated Stop(string text)
    {
        _over = true;
        return new() { Text = text, Stop = true };
    }
}
