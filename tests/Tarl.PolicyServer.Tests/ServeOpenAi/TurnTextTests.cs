using System.Text;
using Tarl.PolicyServer.ServeOpenAi.Complete;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.PolicyServer.Tests.ServeOpenAi;

public sealed class TurnTextTests
{
    private const string Call = "<tool_call>\n{\"name\": \"x\", \"arguments\": {}}\n</tool_call>";

    [Fact]
    public void Add_CharacterSpreadOverTokens_IsPassedOnWhenItIsWhole()
    {
        var text = new TurnText([], allowsCalls: true);
        var euro = "€"u8.ToArray();

        Assert.Equal(["", "", "€"], euro.Select(b => text.Add([b])));
        Assert.Equal("€", text.Whole);
    }

    [Fact]
    public void End_HalfACharacter_IsAReplacement()
    {
        var text = new TurnText([], allowsCalls: false);
        text.Add("€"u8[..2]);
        Assert.Equal("\uFFFD", text.End());
    }

    [Fact]
    public void Add_ACall_IsHeldBackAndTheWordsBeforeItAreNot()
    {
        var text = new TurnText([], allowsCalls: true);

        Assert.Equal("I look. ", text.Add("I look. <tool"u8));
        Assert.Equal("", text.Add(Encoding.UTF8.GetBytes(Call["<tool".Length..])));
        Assert.Equal("", text.End());
        Assert.Equal("I look. " + Call, text.Whole);
        Assert.Equal(Call, text.Release());
    }

    [Fact]
    public void Add_AThought_IsNoneOfTheWordsHoweverItComes()
    {
        const string Turn = "<think>\nIt is #W1. ###STOP###\n</think>\n\nIs it #W1?";
        for (var cut = 0; cut <= Turn.Length; cut++)
        {
            var text = new TurnText(["###STOP###"], allowsCalls: true);
            var words = text.Add(Encoding.UTF8.GetBytes(Turn[..cut])) + text.Add(Encoding.UTF8.GetBytes(Turn[cut..])) + text.End();

            Assert.Equal(("Is it #W1?", "It is #W1. ###STOP###", false), (words, text.Thought, text.IsStopped));
            Assert.Equal("Is it #W1?", text.Whole);
        }
    }

    [Fact]
    public void End_InTheMiddleOfAThought_PassesNothingOn()
    {
        var text = new TurnText([], allowsCalls: true);

        Assert.Equal("", text.Add("<think>\nIt is <tool_call>"u8));
        Assert.Equal(("", "It is <tool_call>", ""), (text.End(), text.Thought, text.Whole));
    }

    [Fact]
    public void Add_WhatBeginsLikeAThoughtAndIsNone_IsPassedOn()
    {
        var text = new TurnText([], allowsCalls: true);

        Assert.Equal("", text.Add("<th"u8));
        Assert.Equal("<thing>", text.Add("ing>"u8));
        Assert.Null(text.Thought);
    }

    [Fact]
    public void Add_WhatBeginsLikeACallAndIsNone_IsPassedOn()
    {
        var text = new TurnText([], allowsCalls: true);

        Assert.Equal("", text.Add("<tool_"u8));
        Assert.Equal("<tool_box>", text.Add("box>"u8));
    }

    [Fact]
    public void End_BeginningOfAStopText_IsPassedOn()
    {
        var text = new TurnText(["###STOP###"], allowsCalls: false);

        Assert.Equal("Bye ", text.Add("Bye ###ST"u8));
        Assert.Equal("###ST", text.End());
        Assert.False(text.IsStopped);
    }

    [Fact]
    public void Add_RandomTextInRandomPieces_GivesAllBeforeTheFirstStop()
    {
        var random = new SeededRandom(7);
        for (var round = 0; round < 2000; round++)
        {
            // Few letters, so that beginnings of the stop text are many.
            var whole = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => "ab€"[random.Next(3)]));
            var stop = string.Concat(Enumerable.Range(0, 1 + random.Next(4)).Select(_ => "ab€"[random.Next(3)]));
            var text = new TurnText([stop], allowsCalls: random.Chance(0.5));
            var bytes = Encoding.UTF8.GetBytes(whole);
            var words = new StringBuilder();
            for (var at = 0; at < bytes.Length && !text.IsStopped;)
            {
                var length = Math.Min(bytes.Length - at, 1 + random.Next(5));
                words.Append(text.Add(bytes.AsSpan(at, length)));
                at += length;
            }

            words.Append(text.End());

            var end = whole.IndexOf(stop, StringComparison.Ordinal);
            Assert.Equal(end < 0 ? whole : whole[..end], words.ToString());
            Assert.Equal((end >= 0, words.ToString()), (text.IsStopped, text.Whole));
        }
    }
}
