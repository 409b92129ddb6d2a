using System.Text.RegularExpressions;
using Tarl.Learner.CloneDemonstrator;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.Tests.CloneDemonstrator;

public sealed partial class IdRewriterTests
{
    private const string Text = "Order #W1234567 of user 30012, 2 items at 53.27 and 99: {\"order_id\": \"#W1234567\", \"zip\": \"30012\", \"id\": \"0012345678901\"}";

    private readonly IdRewriter _ids = new(TinyPolicy.Tokenizer);

    private string Rewrite(string text, ulong seed)
    {
        var tokens = TinyPolicy.Tokenizer.Encode(text);
        var rewritten = _ids.Rewrite(tokens, new SeededRandom(seed));
        Assert.Equal(tokens.Length, rewritten.Length);
        return TinyPolicy.Tokenizer.Decode(rewritten);
    }

    [Fact]
    public void Rewrite_ManySeeds_ChangesLongNumbersOnlyAndConsistently()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var match = Shape().Match(Rewrite(Text, seed));
            Assert.True(match.Success, Rewrite(Text, seed));
            Assert.Equal(match.Groups["order"].Captures[0].Value, match.Groups["order"].Captures[1].Value);
            Assert.Equal(match.Groups["zip"].Captures[0].Value, match.Groups["zip"].Captures[1].Value);
        }
    }

    [Fact]
    public void Rewrite_ManySeeds_GivesFreshIdsWithEveryDigitInEveryPlace()
    {
        var ids = Enumerable.Range(0, 200).Select(seed => Shape().Match(Rewrite(Text, (ulong)seed)).Groups["order"].Value).ToArray();
        Assert.Equal(200, ids.Distinct().Count());
        for (var place = 0; place < 7; place++) Assert.Equal("0123456789", string.Concat(ids.Select(id => id[place]).Distinct().Order()));
    }

    [Fact]
    public void Rewrite_Original_IsLeftAsItIs()
    {
        var tokens = TinyPolicy.Tokenizer.Encode(Text);
        var copy = tokens.ToArray();
        _ids.Rewrite(tokens, new SeededRandom(1));
        Assert.Equal(copy, tokens);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no digits at all")]
    [InlineData("1 22 4.33")]
    public void Rewrite_NothingLongEnough_ChangesNothing(string text) => Assert.Equal(text, Rewrite(text, 3));

    [Theory]
    [InlineData("123")]
    [InlineData("x123")]
    public void Rewrite_IdAtTheVeryEnd_IsChanged(string text)
    {
        var rewritten = Enumerable.Range(0, 20).Select(seed => Rewrite(text, (ulong)seed)).ToArray();
        Assert.True(rewritten.Distinct().Count() > 15);
        Assert.All(rewritten, other => Assert.Equal(text.Length, other.Length));
    }

    [GeneratedRegex("""^Order #W(?<order>\d{7}) of user (?<zip>\d{5}), 2 items at 53\.27 and 99: \{"order_id": "#W(?<order>\d{7})", "zip": "(?<zip>\d{5})", "id": "\d{13}"\}$""")]
    private static partial Regex Shape();
}
