using Tarl.Contracts.Curriculum;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.UserSimulator.SimulateTurn.Scripted.Domains;

/// <summary>Someone with a sum to work out, whom nobody has to identify.</summary>
internal sealed class MathSpeech : IDomainSpeech
{
    private static readonly IDomainSpeech s_customer = new RetailSpeech();

    /// <summary>Asked what a customer is asked, such a user does not know.</summary>
    public IReadOnlyList<(string Fact, string[] Words)> Topics => s_customer.Topics;

    public string SubjectWord => s_customer.SubjectWord;

    public string? CorrectedSubjectFact => null;

    public string Request(UserGoal goal, Func<string, bool> tells, SeededRandom random)
    {
        if (goal.Intent != Intents.Math) throw Wording.NoWords(goal);
        var expression = goal.Facts[FactNames.Expression];
        return random.Pick([$"Please work out {expression}.", $"What is {expression}?", $"Calculate {expression}."]);
    }

    public string Tell(UserGoal goal, string fact) => $"{goal.Facts[fact]}.";

    public string CorrectedSubject(UserGoal goal) => throw new InvalidOperationException("A sum has no subject.");

    public string Identity(IReadOnlyDictionary<string, string> identity, SeededRandom random) => "";

    public string? SecondIdentity(IReadOnlyDictionary<string, string> identity, SeededRandom random) => null;

    public bool Answers(string intent, string reply) => intent == Intents.Math && reply.HasNumber();
}
