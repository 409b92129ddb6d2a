using Tarl.Policy.Engines;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.CloneDemonstrator;

/// <summary>Random tokens, something in between, and the same tokens again, which are to be predicted: copying and nothing else.</summary>
/// <param name="vocabularySize">Tokens are drawn from 0 to this, exclusive.</param>
/// <param name="separator">Stands before the tokens both times.</param>
public sealed class RepetitionGenerator(int vocabularySize, int separator)
{
    private const int ShortestRepeated = 6;
    private const int LongestRepeated = 40; // exclusive
    private const int LongestGap = 60;      // exclusive

    public TokenSequence Next(SeededRandom random)
    {
        var repeated = Draw(random.Next(ShortestRepeated, LongestRepeated), random);
        var gap = Draw(random.Next(LongestGap), random);
        int[] given = [separator, .. repeated, .. gap, separator, repeated[0]];
        return new TokenSequence
        {
            Tokens = [.. given, .. repeated.AsSpan(1)],
            Sampled = [.. given.Select(_ => false), .. repeated.Skip(1).Select(_ => true)],
        };
    }

    private int[] Draw(int count, SeededRandom random) => [.. Enumerable.Range(0, count).Select(_ => random.Next(vocabularySize))];
}
