using System.ComponentModel.DataAnnotations;
using Tarl.Policy.Tokenization;

namespace Tarl.Policy.Tests.Tokenization;

public sealed class TokenizerTrainerTests
{
    [Fact]
    public void Train_TinyCorpus_MakesTheMergesWorkedOutByHand()
    {
        // Pieces: "abab" twice, "abc" once. Pairs: ab 2*2+1 = 5, ba 2, bc 1. Merge ab (token 256).
        // Then [ab ab] twice, [ab c] once: (ab, ab) 2, (ab, c) 1. Merge abab (token 257). Nothing is left twice.
        var tokenizer = Train(["abab", "abab", "abc"]);

        Assert.Equal(258, tokenizer.VocabSize);
        Assert.Equal([257], tokenizer.Encode("abab"));
        Assert.Equal([256, 'c'], tokenizer.Encode("abc"));
        Assert.Equal([257, 256, 'a'], tokenizer.Encode("abababa"));
    }

    [Fact]
    public void Train_EqualCounts_PrefersTheLowestIds()
    {
        // Every pair occurs twice; (b, c) comes first in the text, (a, b) has the lower ids.
        var tokenizer = Train(["bc", "ab", "bc", "ab"], vocabSize: 257);

        Assert.Equal([256], tokenizer.Encode("ab"));
        Assert.Equal(['b', 'c'], tokenizer.Encode("bc"));
    }

    [Fact]
    public void Train_OverlappingPair_JoinsFromTheLeft()
    {
        // (a, a) counts 4 in "aaaaa"; joining gives [aa aa a], in which (aa, aa) and (aa, a) occur once.
        var tokenizer = Train(["aaaaa"]);

        Assert.Equal(257, tokenizer.VocabSize);
        Assert.Equal([256, 256, 'a'], tokenizer.Encode("aaaaa"));
    }

    [Fact]
    public void Train_MaxTokenBytes_BoundsEveryToken()
    {
        var options = Plain(1024) with { MaxTokenBytes = 5 };
        var tokenizer = new TokenizerTrainer(options).Train(Enumerable.Repeat("the same words again and again", 9));

        Assert.Equal(5, Enumerable.Range(0, tokenizer.VocabSize).Max(id => tokenizer.Decode([id]).Length));
    }

    [Fact]
    public void Train_DefaultOptions_MakesEveryDigitPairOneToken()
    {
        var tokenizer = new TokenizerTrainer(new()).Train(["no digits here"]);

        for (var number = 0; number < 100; number++)
        {
            Assert.Equal([tokenizer.TokenId(number.ToString("00"))], tokenizer.Encode(number.ToString("00")));
        }

        Assert.Equal(["59", "18", "44", "2"], tokenizer.Encode("5918442").Select(id => tokenizer.Decode([id])));
    }

    [Fact]
    public void Train_GuaranteedPiece_IsOneTokenBesideCompetingText()
    {
        var options = Plain(300) with { GuaranteedPieces = ["\n</tool_call>", "user\n"] };
        var tokenizer = new TokenizerTrainer(options).Train(Enumerable.Repeat("l_call>u ser\n", 50));

        Assert.Single(tokenizer.Encode("\n</tool_call>"));
        Assert.Single(tokenizer.Encode("user\n"));
    }

    [Fact]
    public void Train_DomainTranscripts_MakesAWholeCallUpToItsIdOneToken()
    {
        var tokenizer = new TokenizerTrainer(new()).Train(SampleTranscripts.Create(200));

        var call = "<tool_call>\n{\"name\": \"cancel_pending_order\", \"arguments\": {\"order_id\": \"#W";
        Assert.Equal([call, "59", "18", "44", "2"], tokenizer.Encode(call + "5918442").Select(id => tokenizer.Decode([id])));
    }

    [Fact]
    public void Train_SplitPattern_IsNeverCrossed()
    {
        var tokenizer = new TokenizerTrainer(new() { SplitPattern = @"\p{N}{1,2}|_|[^\p{N}_]+" }).Train(Enumerable.Repeat("the mei_kovacs_80", 9));

        Assert.Equal(["the mei", "_", "kovacs", "_", "80"], tokenizer.Encode("the mei_kovacs_80").Select(id => tokenizer.Decode([id])));
    }

    [Theory]
    [InlineData("a rose gold one", "a |rose gold| one")]
    [InlineData("\"color\": \"gold\", \"weight (kg)\"", "\"color\": \"|gold|\", \"|weight (kg)|\"")]
    [InlineData("500ml,ml500", "50|0|ml|,|ml|50|0")]
    [InlineData("golden, marigold, gold_card, rose_gold", "golden, marigold, gold_card, rose_gold")]
    public void Train_SplitPatternForWords_CutsThemOutWhereTheyStandForThemselves(string text, string pieces)
    {
        var options = new TokenizerTrainerOptions { VocabSize = 800, SplitPattern = TokenizerTrainerOptions.SplitPatternFor(["gold", "rose gold", "weight (kg)", "ml"]) };

        // Seen often enough, a piece becomes one token.
        var tokenizer = new TokenizerTrainer(options).Train(Enumerable.Repeat(text, 9));

        Assert.Equal(pieces.Split('|'), tokenizer.Encode(text).Select(id => tokenizer.Decode([id])));
    }

    [Fact]
    public void Train_OptionOutOfRange_IsRefused()
    {
        Assert.Throws<ValidationException>(() => new TokenizerTrainer(new() { MinPairCount = 0 }).Train([]));
        Assert.Throws<ArgumentException>(() => new TokenizerTrainer(new() { SpecialTokens = [""] }).Train([]));
    }

    [Fact]
    public void Train_TextFullOfControlTokens_NeverMergesOne()
    {
        var tokenizer = new TokenizerTrainer(new()).Train(Enumerable.Repeat("x<|im_start|>y <|im_ start|> <|im_start|", 100));

        Assert.DoesNotContain(tokenizer.TokenId("<|im_start|>"), tokenizer.Encode("x<|im_start|>y"));
    }

    [Fact]
    public void Train_SameTextsTwice_WritesTheSameFile()
    {
        using var folder = new TemporaryFolder();
        new TokenizerTrainer(new()).Train(SampleTranscripts.Create(50)).Save(folder.File("first.json"));
        new TokenizerTrainer(new()).Train(SampleTranscripts.Create(50)).Save(folder.File("second.json"));

        Assert.Equal(File.ReadAllBytes(folder.File("first.json")), File.ReadAllBytes(folder.File("second.json")));
    }

    [Theory]
    [InlineData(300, "00")]
    [InlineData(1024, "123")]
    public void Train_GuaranteeThatCannotBeKept_IsRefused(int vocabSize, string extraPiece)
    {
        var options = new TokenizerTrainerOptions { VocabSize = vocabSize };
        var trainer = new TokenizerTrainer(options with { GuaranteedPieces = [.. options.GuaranteedPieces, extraPiece] });

        Assert.Throws<ArgumentException>(() => trainer.Train([]));
    }

    private static Tokenizer Train(string[] texts, int vocabSize = 1024) => new TokenizerTrainer(Plain(vocabSize)).Train(texts);

    // Ids of bytes are then the bytes themselves.
    private static TokenizerTrainerOptions Plain(int vocabSize) => new() { VocabSize = vocabSize, SpecialTokens = [], GuaranteedPieces = [] };
}
