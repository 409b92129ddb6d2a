using Tarl.Contracts.Curriculum;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.UserSimulator.SimulateTurn.Scripted.Domains;

/// <summary>What a scripted user of one domain says and understands: all that differs between domains.</summary>
internal interface IDomainSpeech
{
    /// <summary>Words of the agent's questions by the fact that they ask for; the first is <see cref="FactNames.Identity"/>.</summary>
    IReadOnlyList<(string Fact, string[] Words)> Topics { get; }

    /// <summary>What an agent says of a subject (an order, a reservation) that it cannot find, rather than of the user.</summary>
    string SubjectWord { get; }

    /// <summary>The fact with the right subject, for an agent that could not find the first; null where there are no subjects.</summary>
    string? CorrectedSubjectFact { get; }

    /// <summary>The goal's request, with the facts that may be told.</summary>
    /// <param name="goal">What the user wants.</param>
    /// <param name="tells">Whether the user tells a fact of its own accord.</param>
    /// <param name="random">Picks among phrases.</param>
    /// <exception cref="InvalidOperationException">The intent is none of this domain's.</exception>
    string Request(UserGoal goal, Func<string, bool> tells, SeededRandom random);

    /// <summary>One fact of a goal as a sentence.</summary>
    string Tell(UserGoal goal, string fact);

    /// <summary>The right subject, after "it is".</summary>
    string CorrectedSubject(UserGoal goal);

    /// <summary>Who the user is; empty where no one is identified.</summary>
    string Identity(IReadOnlyDictionary<string, string> identity, SeededRandom random);

    /// <summary>Who the user is in another way, for an agent that could not find the user; null if there is none.</summary>
    string? SecondIdentity(IReadOnlyDictionary<string, string> identity, SeededRandom random);

    /// <summary>True if an agent's reply could answer the question that an intent asks.</summary>
    /// <param name="intent">The goal's.</param>
    /// <param name="reply">In lower case.</param>
    bool Answers(string intent, string reply);
}
