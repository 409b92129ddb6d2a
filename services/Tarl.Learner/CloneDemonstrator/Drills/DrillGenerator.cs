using Tarl.Contracts.Episodes;
using Tarl.Policy.Chat;
using Tarl.Policy.Engines;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.CloneDemonstrator.Drills;

/// <summary>
/// Short exercises in the domain's own token format. Copying fails first in a small policy, and a policy that writes
/// random ids is never rewarded: it has to be able to copy before reinforcement starts.
/// </summary>
/// <param name="thoughts">Of the demonstrations; empty if nobody thinks there.</param>
public sealed class DrillGenerator(ChatTemplate template, IDrillWords words, IReadOnlyList<ThoughtBeginning> thoughts)
{
    private const int LargestNumber = 20;
    private const int LargestOperand = 5;
    private const int SumsAtOnce = 8;

    /// <summary>Copies a list, looks a value up by its key, works out sums, or begins a thought.</summary>
    public TokenSequence Next(SeededRandom random) => random.Next(thoughts.Count > 0 ? 10 : 5) switch
    {
        0 or 1 => Copy(random),
        2 or 3 => LookUp(random),
        4 or 5 => Calculate(random),
        _ => BeginThought(random),
    };

    private TokenSequence BeginThought(SeededRandom random)
    {
        var (said, beginning) = random.Pick(thoughts);
        var drill = Exchange(said, ThoughtMarkUp.Begin(beginning));

        // The turn goes on; that it ends here is not to be learnt.
        drill.Sampled[^1] = false;
        return drill;
    }

    /// <summary>Several sums at once: a sum is a fact to be known by heart, and takes many encounters.</summary>
    private TokenSequence Calculate(SeededRandom random)
    {
        var sums = Enumerable.Range(0, SumsAtOnce).Select(_ => Sum(random)).ToArray();
        return Exchange(
            $"Calculate {string.Join(", ", sums.Select(sum => sum.Expression))}.",
            string.Join("; ", sums.Select(sum => FormattableString.Invariant($"{sum.Expression} = {sum.Result}"))));
    }

    private static (string Expression, int Result) Sum(SeededRandom random)
    {
        var (left, right) = (random.Next(LargestNumber + 1), random.Next(1, LargestOperand + 1));
        var (sign, result) = random.Next(3) switch
        {
            0 => ('+', left + right),
            1 when left >= right => ('-', left - right),
            _ => ('*', left * right),
        };
        return (FormattableString.Invariant($"{left} {sign} {right}"), result);
    }

    private TokenSequence Copy(SeededRandom random)
    {
        var list = string.Join(", ", Enumerable.Range(0, random.Next(1, 5)).Select(_ => $"\"{words.Value(random)}\""));
        return Exchange($"[{list}]", $"[{list}]");
    }

    private TokenSequence LookUp(SeededRandom random)
    {
        var keys = words.Keys.ToArray();
        random.Shuffle(keys);
        var entries = keys.Take(random.Next(2, 9)).Select(key => (Key: key, Value: words.Value(random))).ToArray();
        var (asked, value) = random.Pick(entries);
        var json = string.Join(", ", entries.Select(entry => $"\"{entry.Key}\": \"{entry.Value}\""));
        return Exchange($"{{{json}}} \"{asked}\"", $"\"{asked}\": \"{value}\"");
    }

    private TokenSequence Exchange(string question, string answer)
    {
        var asked = template.Observations([new Turn { Role = TurnRole.User, Text = question }]);
        var answered = template.AgentTurn(new Turn { Role = TurnRole.Agent, Text = answer });
        return new TokenSequence
        {
            Tokens = [.. asked, .. answered],
            Sampled = [.. asked.Select(_ => false), .. answered.Select(_ => true)],
        };
    }
}
