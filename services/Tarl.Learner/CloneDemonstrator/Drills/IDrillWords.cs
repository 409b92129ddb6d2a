using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.CloneDemonstrator.Drills;

/// <summary>What drills are made of: names and ids like those in a domain's documents.</summary>
public interface IDrillWords
{
    /// <summary>Names of fields, at least eight.</summary>
    IReadOnlyList<string> Keys { get; }

    /// <summary>An id, or another value that has to be copied.</summary>
    string Value(SeededRandom random);
}
