using Tarl.Contracts.Curriculum;
using Tarl.ServiceDefaults.Randomness;
using Tarl.UserSimulator.SimulateTurn.Scripted.Domains;

namespace Tarl.UserSimulator.SimulateTurn.Scripted;

/// <summary>A scripted user's words: a bounded stock, so that a small tokenizer learns each phrase, with facts said character for character.</summary>
internal sealed class UserPhrases(UserScript script, IDomainSpeech speech, SeededRandom random)
{
    /// <summary>Greeting, identity unless withheld, and the first request.</summary>
    public string Opening()
    {
        var goal = script.Goals[0];
        var identity = goal.Withheld.Contains(FactNames.Identity) ? "" : Identity();
        return Wording.Join(Pick("Hi.", "Hello.", ""), identity, Request(goal));
    }

    public string NextRequest(UserGoal goal) => Wording.Join(Pick("Thanks.", "Thank you.", "OK."), Pick("Also:", "One more thing:"), Request(goal));

    public string RepeatedRequest(UserGoal goal) => Wording.Join(Pick("As I said:", "Once more:"), Request(goal));

    public string Request(UserGoal goal) =>
        speech.Request(goal, fact => goal.Facts.ContainsKey(fact) && !goal.Withheld.Contains(fact), random);

    /// <summary>One fact of the goal, or who the user is.</summary>
    public string Tell(UserGoal goal, string fact) => fact == FactNames.Identity ? Identity() : speech.Tell(goal, fact);

    public string Identity() => speech.Identity(script.Identity, random);

    /// <summary>Null if the user can be found in one way only.</summary>
    public string? SecondIdentity() => speech.SecondIdentity(script.Identity, random);

    public string Correction(UserGoal goal) => Pick("Sorry,", "Oh,") + $" it is {speech.CorrectedSubject(goal)}.";

    public string Yes() => Pick("Yes.", "Yes, please.", "Yes, go ahead.");

    public string No() => Pick("No, never mind.", "No, I changed my mind.");

    public string Unknown() => Pick("I do not know.", "I do not have that.");

    public string GivesUp() => Pick("Then never mind. Bye.", "I have no other. Bye.");

    public string Leaves() => Pick("Never mind. Bye.", "Forget it. Bye.");

    public string Thanks() => Pick("Thanks, that is all.", "Thank you. Bye.");

    private string Pick(params string[] phrases) => random.Pick(phrases);
}
