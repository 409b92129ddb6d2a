using Tarl.Contracts.Episodes;
using Tarl.Learner.CloneDemonstrator;
using Tarl.Policy.Tokenization;

namespace Tarl.Learner.Tests.CloneDemonstrator;

public sealed class SharedWordsTests
{
    private const string Document =
        """{"order_id": "#W123", "status": "pending", "items": [{"name": "Tea Kettle", "options": {"color": "black", "capacity": "500ml"}}], "email": "tea@example.com"}""";

    [Fact]
    public void Of_WhatUsersAndDocumentsName_IsSharedWithoutDigits()
    {
        var words = Words(Tool(Document), User("The Tea Kettle, order #W123, tea@example.com: color white, capacity 750ml, items black, not Blackened."));

        // Keys stay with their punctuation; an address of mail and a number with a sign are ids.
        Assert.Equal(["Tea Kettle", "black", "ml"], words);
    }

    [Fact]
    public void Of_KindsOfIds_AreSharedAsFarAsTheirNumber() => Assert.Equal(
        ["gift_card_"], Words(Tool("""{"id": "gift_card_123", "other": "paypal_45", "source": "gift_card", "user_id": "mei_li_9"}"""), User("Payment: gift_card_123. Mei Li.")));

    [Fact]
    public void Of_LongerAndShorterName_AreBothShared() => Assert.Equal(
        ["gold", "rose gold"], Words(Tool("""{"a": {"color": "rose gold"}, "b": {"color": "gold"}}"""), User("Rather rose gold."), User("Not gold.")));

    [Theory]
    [InlineData("black")]
    [InlineData("{black")]
    [InlineData("""{"paid": true, "count": 3}""")]
    public void Of_NoDocument_SharesNothing(string text) => Assert.Empty(Words(Tool(text), User("black paid count")));

    [Fact]
    public void Of_Words_AreTheSameTokensInTheUsersWordsAndInADocument()
    {
        Turn[] turns = [Tool(Document), User("The black Tea Kettle.")];
        var options = new TokenizerTrainerOptions { SplitPattern = TokenizerTrainerOptions.SplitPatternFor(SharedWords.Of(turns)) };

        var tokenizer = new TokenizerTrainer(options).Train(turns.SelectMany(turn => Enumerable.Repeat(turn.Text, 9)));

        var (said, written) = (tokenizer.Encode(turns[1].Text), tokenizer.Encode(Document));
        Assert.All(["Tea Kettle", "black"], word => Assert.Contains(Assert.Single(tokenizer.Encode(word)), said.Intersect(written)));
    }

    private static IReadOnlyList<string> Words(params Turn[] turns) => SharedWords.Of(turns);

    private static Turn Tool(string text) => new() { Role = TurnRole.Tool, Text = text };

    private static Turn User(string text) => new() { Role = TurnRole.User, Text = text };
}
