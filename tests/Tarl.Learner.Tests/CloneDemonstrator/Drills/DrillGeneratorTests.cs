using System.Globalization;
using System.Text.Json;
using Tarl.Learner.CloneDemonstrator;
using Tarl.Learner.CloneDemonstrator.Drills;
using Tarl.Policy.Engines;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.Tests.CloneDemonstrator.Drills;

public sealed class DrillGeneratorTests
{
    private const string Before = "\n<|im_start|>user\n";
    private const string After = "<|im_end|>\n<|im_start|>assistant\n";

    private static (string Question, string Answer) Read(TokenSequence drill)
    {
        var asked = TinyPolicy.Tokenizer.Decode([.. drill.Tokens.Where((_, i) => !drill.Sampled[i])]);
        var answered = drill.Tokens.Where((_, i) => drill.Sampled[i]).ToArray();
        Assert.StartsWith(Before, asked, StringComparison.Ordinal);
        Assert.EndsWith(After, asked, StringComparison.Ordinal);
        Assert.Equal(TinyPolicy.Template.EndOfTurnToken, answered[^1]);
        Assert.Equal(drill.Sampled.Order(), drill.Sampled);
        return (asked[Before.Length..^After.Length], TinyPolicy.Tokenizer.Decode(answered.AsSpan(0, answered.Length - 1)));
    }

    private static int WorkOut(string sum)
    {
        var parts = sum.Split(' ');
        var (left, right) = (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
        return parts[1] switch { "+" => left + right, "-" => left - right, _ => left * right };
    }

    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    [InlineData("math")]
    public void Next_ManyDrills_AnswerFollowsFromTheQuestion(string domain)
    {
        var (drills, random, copies, lookUps, sums) = (Drills(domain, [], []), new SeededRandom(4), 0, 0, 0);
        for (var i = 0; i < 300; i++)
        {
            var (question, answer) = Read(drills.Next(random));
            if (question.StartsWith('['))
            {
                Assert.Equal(question, answer);
                Assert.InRange(JsonSerializer.Deserialize<string[]>(answer)!.Length, 1, 4);
                copies++;
                continue;
            }

            if (question.StartsWith("Calculate ", StringComparison.Ordinal))
            {
                var asked = question["Calculate ".Length..^1].Split(", ");
                Assert.Equal(string.Join("; ", asked.Select(sum => $"{sum} = {WorkOut(sum)}")), answer);
                Assert.Equal(8, asked.Length);
                Assert.All(asked, sum => Assert.InRange(WorkOut(sum), 0, 100));
                sums++;
                continue;
            }

            var end = question.LastIndexOf('}') + 1;
            var entries = JsonSerializer.Deserialize<Dictionary<string, string>>(question[..end])!;
            var key = JsonSerializer.Deserialize<string>(question[end..])!;
            Assert.Equal($"\"{key}\": \"{entries[key]}\"", answer);
            Assert.InRange(entries.Count, 2, 8);
            lookUps++;
        }

        // Two, two and one in five; the bounds are more than four standard deviations off.
        Assert.InRange(copies, 80, 160);
        Assert.InRange(lookUps, 80, 160);
        Assert.InRange(sums, 30, 90);
    }

    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    [InlineData("math")]
    public void Next_LookUps_AskForEveryPlaceOfTheList(string domain)
    {
        var (drills, random, places) = (Drills(domain, [], []), new SeededRandom(4), new HashSet<int>());
        for (var i = 0; i < 1500; i++)
        {
            var (question, answer) = Read(drills.Next(random));
            if (question.StartsWith('{')) places.Add(question[..question.IndexOf(answer, StringComparison.Ordinal)].Count(c => c == ','));
        }

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], places.Order());
    }

    [Fact]
    public void Of_DomainsOfARun_TakesTheFirstWithDocuments()
    {
        Assert.Contains("reservation_id", DrillWords.Of(["math", "airline", "retail"]).Keys);
        Assert.Contains("order_id", DrillWords.Of(["math"]).Keys);
    }

    [Fact]
    public void Next_DemonstrationsWithThoughts_BeginsOneFromTheUsersWords()
    {
        ThoughtBeginning[] thoughts = [new("Return the Jacket.", "\"name\": \"Jacket\", \"product_id\": \"")];
        var (drills, random, begun) = (Drills("retail", thoughts, []), new SeededRandom(4), 0);
        for (var i = 0; i < 300; i++)
        {
            var drill = drills.Next(random);
            if (drill.Sampled[^1]) continue;
            begun++;
            Assert.Equal(TinyPolicy.Template.EndOfTurnToken, drill.Tokens[^1]);
            Assert.Equal(Before + "Return the Jacket." + After, TinyPolicy.Tokenizer.Decode([.. drill.Tokens.SkipLast(1).Where((_, j) => !drill.Sampled[j])]));
            Assert.Equal("<think>\n\"name\": \"Jacket\", \"product_id\": \"", TinyPolicy.Tokenizer.Decode([.. drill.Tokens.Where((_, j) => drill.Sampled[j])]));
        }

        // With nothing to quote, four in ten; four standard deviations to either side.
        Assert.InRange(begun, 85, 155);
    }

    [Fact]
    public void Next_DemonstrationsThatQuote_QuotesTheDocumentWithOtherIds()
    {
        string[] stretches = ["\"color\": \"red\", \"item_id\": \"1234567890\"", "\"color\": \"blue\", \"item_id\": \"9876543210\""];
        var document = $"{{{string.Join("}, {", stretches)}}}";
        var (drills, random, first) = (Drills("retail", [new("A red one.", "\"color\": \"red\"")], [new(document, stretches)]), new SeededRandom(4), new List<string>());
        for (var i = 0; i < 300; i++)
        {
            var drill = drills.Next(random);
            var text = TinyPolicy.Tokenizer.Decode(drill.Tokens);
            if (!text.Contains("<tool_response>", StringComparison.Ordinal)) continue;
            var (asked, lines) = (text[..text.IndexOf("<think>", StringComparison.Ordinal)], text.Split("<think>\n")[1].Split("<|im_end|>")[0].Split('\n'));
            Assert.Equal(2, lines.Distinct().Count());
            Assert.All(lines, line => Assert.Contains($"{{{line}}}", asked));
            Assert.DoesNotContain("1234567890", asked);
            Assert.Equal(
                string.Concat(lines.SelectMany(line => line.Where(char.IsAsciiDigit))),
                TinyPolicy.Tokenizer.Decode([.. drill.Tokens.Where((_, j) => drill.Sampled[j])]));
            first.Add(lines[0][..13]);
        }

        // Three in ten, either of the two stretches first; four standard deviations to either side.
        Assert.InRange(first.Count, 58, 122);
        Assert.InRange(first.Count(line => line.EndsWith("red", StringComparison.Ordinal)), first.Count / 4, first.Count * 3 / 4);
    }

    private static DrillGenerator Drills(string domain, IReadOnlyList<ThoughtBeginning> thoughts, IReadOnlyList<Quotation> quotations) =>
        new(TinyPolicy.Template, DrillWords.Of([domain]), new IdRewriter(TinyPolicy.Tokenizer), thoughts, quotations);
}
