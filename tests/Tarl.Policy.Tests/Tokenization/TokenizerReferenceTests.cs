using Tarl.Policy.Tokenization;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Policy.Tests.Tokenization;

/// <summary>Token by token agreement with Hugging Face's JavaScript tokenizer.</summary>
public sealed class TokenizerReferenceTests
{
    private static readonly string[] Hard =
    [
        "", " ", "\n", "a", "0", "12345", "<|im_start|>user\nhi<|im_end|>\n", "<tool_call>\n{\"name\": \"x\", \"arguments\": {}}\n</tool_call>",
        "I'll, WE'LL, don't", "  leading\t\ttabs \n\n new  lines   ", "na\u00EFve \u4F60\u597D\uFF0C\u4E16\u754C", "\uD835\uDFD8\uD835\uDFD9\uD835\uDFDA \uD83D\uDE00\uD83D\uDC4D\uD83C\uDFFD \uD840\uDC00x",
        "x\u00B2\u00BC\u2167\u0663\u0664\u0665", new string('a', 5000), string.Concat(Enumerable.Repeat("ab 12", 500)),
    ];

    [Theory]
    [InlineData]
    [InlineData("order", "my order", "na\u00EFve", "don't", "a.b (c)", "tabs", "\u4F60\u597D")]
    public void Encode_OurFile_AgreesWithHuggingFace(params string[] words)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("tokenizer.json");
        new TokenizerTrainer(new() { SplitPattern = TokenizerTrainerOptions.SplitPatternFor(words) }).Train(SampleTranscripts.Create(100)).Save(file);

        AssertAgreement(file, [.. Hard, .. SampleTranscripts.Create(20, seed: 9), .. RandomTexts()]);
    }

    [Fact]
    public void Encode_Qwen3_AgreesWithHuggingFace() =>
        AssertAgreement(Path.Combine(NodeReference.Qwen3Folder, "tokenizer.json"), [.. Hard, .. SampleTranscripts.Create(20, seed: 9), .. RandomTexts()]);

    [Fact]
    public void Save_Qwen3_AgreesWithHuggingFace()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("tokenizer.json");
        Tokenizer.Load(Path.Combine(NodeReference.Qwen3Folder, "tokenizer.json")).Save(file);

        AssertAgreement(file, Hard);
    }

    private static void AssertAgreement(string file, string[] texts)
    {
        var ours = Tokenizer.Load(file);
        var theirs = NodeReference.Encode(file, texts);
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal((texts[i], string.Join(' ', theirs[i])), (texts[i], string.Join(' ', ours.EncodeWithSpecialTokens(texts[i]))));
        }
    }

    private static string[] RandomTexts()
    {
        var random = new SeededRandom(5);
        return Enumerable.Range(0, 500).Select(_ => RandomText.Next(random, 50)).ToArray();
    }
}
