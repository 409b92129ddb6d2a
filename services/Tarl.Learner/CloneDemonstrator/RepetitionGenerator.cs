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
    private const double FewTokensShare = 0.5;
    private const int FewestTokens = 4;
    private const int FewTokens = 24;       // exclusive

    public TokenSequence Next(SeededRandom random)
    {
        int[]? few = random.Chance(FewTokensShare) ? Draw(random.Next(FewestTokens, FewTokens), null, random) : null;
        var repeated = Draw(random.Next(ShortestRepeated, LongestRepeated), few, random);
        var gap = Draw(random.Next(LongestGap), few, random);
        int[] given = [separator, .. repeated, .. gap, separator, repeated[0]];
        return new TokenSequence
        {
            Tokens = [.. given, .. repeated.AsSpan(1)],
            Sampled = [.. given.Select(_ => false), .. repeated.Skip(1).Select(_ => true)],
        };
    }

    private int[] Draw(int count, int[]? few, SeededRandom random) =>
        [.. Enumerable.Range(0, count).Select(_ => few is null ? random.Next(vocabularySize) : random.Pick(few))];
}
