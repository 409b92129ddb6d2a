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
/// <param name="quotations">Of the demonstrations; empty if nobody quotes there.</param>
public sealed class DrillGenerator(
    ChatTemplate template, IDrillWords words, IdRewriter ids, IReadOnlyList<ThoughtBeginning> thoughts, IReadOnlyList<Quotation> quotations)
{
    private const int QuotedAtOnce = 4;
    private const int LargestNumber = 20;
    private const int LargestOperand = 5;
    private const int SumsAtOnce = 8;

    /// <summary>Copies a list, looks a value up by its key, works out sums, begins a thought, or quotes a document.</summary>
    public TokenSequence Next(SeededRandom random) => random.Next(thoughts.Count > 0 ? 10 : 5) switch
    {
        0 or 1 => Copy(random),
        2 or 3 => LookUp(random),
        4 or 5 => Calculate(random),
        6 or 7 or 8 when quotations.Count > 0 => Quote(random),
        _ => BeginThought(random),
    };

    private TokenSequence Quote(SeededRandom random)
    {
        var (document, stretches) = random.Pick(quotations);
        var order = stretches.ToArray();
        random.Shuffle(order);
        var drill = Think(new Turn { Role = TurnRole.Tool, Text = document }, string.Join('\n', order.Take(QuotedAtOnce)));

        // Which stretch comes next is anybody's guess, and that there is a next one not to be learnt: only where ids are found is.
        return new TokenSequence
        {
            Tokens = ids.Rewrite(drill.Tokens, random),
            Sampled = [.. drill.Sampled.Zip(drill.Tokens, (sampled, token) => sampled && ids.IsDigits(token))],
        };
    }

    private TokenSequence BeginThought(SeededRandom random)
    {
        var (said, beginning) = random.Pick(thoughts);
        return Think(new Turn { Role = TurnRole.User, Text = said }, beginning);
    }

    private TokenSequence Think(Turn observed, string thought)
    {
        var drill = Exchange(observed, ThoughtMarkUp.Begin(thought));

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

    private TokenSequence Exchange(string question, string answer) => Exchange(new Turn { Role = TurnRole.User, Text = question }, answer);

    private TokenSequence Exchange(Turn observed, string answer)
    {
        var asked = template.Observations([observed]);
        var answered = template.AgentTurn(new Turn { Role = TurnRole.Agent, Text = answer });
        return new TokenSequence
        {
            Tokens = [.. asked, .. answered],
            Sampled = [.. asked.Select(_ => false), .. answered.Select(_ => true)],
        };
    }
}
