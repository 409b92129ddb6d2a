using System.Text.Json;

namespace Tarl.Policy.Tokenization;

/// <summary>Reads Hugging Face's <c>tokenizer.json</c>, and refuses what <see cref="Tokenizer"/> would not reproduce exactly.</summary>
internal static class TokenizerFileReader
{
    // More than any vocabulary in use; a larger id is a damaged file.
    private const int MaxVocabSize = 1 << 22;

    public static Tokenizer Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var document = JsonDocument.Parse(file);
            return new Tokenizer(Read(document.RootElement));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"'{path}' is no tokenizer.json: it is truncated or something else.", exception);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }

    private static TokenizerDefinition Read(JsonElement root)
    {
        InvalidTokenizer.ThrowIf(root.ValueKind != JsonValueKind.Object, "it is no JSON object");
        var model = Member(root, "model");
        CheckModel(model);
        CheckByteLevel(Member(root, "decoder"), "decoder");
        CheckPostProcessor(root);
        var vocabulary = ReadVocabulary(Member(model, "vocab"));
        return new TokenizerDefinition
        {
            Vocabulary = vocabulary,
            Merges = [.. Member(model, "merges").EnumerateArray().Select(ReadMerge)],
            AddedTokens = ReadAddedTokens(root, vocabulary),
            SplitPatterns = ReadPreTokenizer(Member(root, "pre_tokenizer")),
            IgnoreMerges = IsTrue(model, "ignore_merges"),
            NormalizesToNfc = ReadNormalizer(root),
        };
    }

    private static void CheckModel(JsonElement model)
    {
        InvalidTokenizer.ThrowIf(Type(model) != "BPE", $"its model is {Type(model)}, not BPE");
        foreach (var name in new[] { "continuing_subword_prefix", "end_of_word_suffix" })
        {
            var set = model.TryGetProperty(name, out var affix) && affix.ValueKind == JsonValueKind.String && affix.GetString() != "";
            InvalidTokenizer.ThrowIf(set, $"{name} is not supported");
        }

        var drops = model.TryGetProperty("dropout", out var dropout) && dropout.ValueKind == JsonValueKind.Number && dropout.GetDouble() > 0;
        InvalidTokenizer.ThrowIf(drops, "dropout is not supported");
    }

    private static void CheckPostProcessor(JsonElement root)
    {
        if (root.TryGetProperty("post_processor", out var processor) && processor.ValueKind != JsonValueKind.Null)
        {
            InvalidTokenizer.ThrowIf(Type(processor) != "ByteLevel", $"a {Type(processor)} post-processor is not supported");
        }
    }

    private static bool ReadNormalizer(JsonElement root)
    {
        if (!root.TryGetProperty("normalizer", out var normalizer) || normalizer.ValueKind == JsonValueKind.Null)
        {
            return false;
        }

        InvalidTokenizer.ThrowIf(Type(normalizer) != "NFC", $"a {Type(normalizer)} normalizer is not supported");
        return true;
    }

    private static Dictionary<string, int> ReadVocabulary(JsonElement entries)
    {
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        var ids = new HashSet<int>();
        foreach (var entry in entries.EnumerateObject())
        {
            vocabulary[entry.Name] = ReadId(entry.Value);
            InvalidTokenizer.ThrowIf(!ids.Add(vocabulary[entry.Name]), $"two tokens have the id {entry.Value.GetInt32()}");
        }

        return vocabulary;
    }

    private static (string Left, string Right) ReadMerge(JsonElement merge)
    {
        var parts = merge.ValueKind == JsonValueKind.String
            ? merge.GetString()!.Split(' ')
            : [.. merge.EnumerateArray().Select(part => part.GetString() ?? "")];
        InvalidTokenizer.ThrowIf(parts.Length != 2, $"a merge is no pair: {merge.GetRawText()}");
        return (parts[0], parts[1]);
    }

    private static List<AddedToken> ReadAddedTokens(JsonElement root, Dictionary<string, int> vocabulary)
    {
        var tokens = new List<AddedToken>();
        if (root.TryGetProperty("added_tokens", out var entries) && entries.ValueKind != JsonValueKind.Null)
        {
            tokens.AddRange(entries.EnumerateArray().Select(ReadAddedToken));
        }

        var taken = vocabulary.ToDictionary(entry => entry.Value, entry => entry.Key);
        foreach (var token in tokens)
        {
            var foreign = !taken.TryAdd(token.Id, token.Content) && taken[token.Id] != token.Content;
            InvalidTokenizer.ThrowIf(foreign, $"the added token '{token.Content}' has the id of another token");
        }

        InvalidTokenizer.ThrowIf(tokens.DistinctBy(token => token.Content).Count() != tokens.Count, "an added token is there twice");
        return tokens;
    }

    private static AddedToken ReadAddedToken(JsonElement entry)
    {
        var content = Member(entry, "content").GetString() ?? "";
        InvalidTokenizer.ThrowIf(content == "", "an added token is empty");
        var strips = IsTrue(entry, "lstrip") || IsTrue(entry, "rstrip") || IsTrue(entry, "single_word");
        InvalidTokenizer.ThrowIf(strips, $"the added token '{content}' asks for lstrip, rstrip or single_word, which are not supported");
        return new AddedToken(ReadId(Member(entry, "id")), content, IsTrue(entry, "special"));
    }

    private static List<string> ReadPreTokenizer(JsonElement preTokenizer)
    {
        var steps = Type(preTokenizer) == "Sequence" ? [.. Member(preTokenizer, "pretokenizers").EnumerateArray()] : new[] { preTokenizer };
        InvalidTokenizer.ThrowIf(steps.Length == 0, "its pre-tokenizer is empty");
        CheckByteLevel(steps[^1], "last pre-tokenizer");
        var patterns = steps[..^1].Select(ReadSplit).ToList();
        if (!steps[^1].TryGetProperty("use_regex", out var usesRegex) || usesRegex.GetBoolean())
        {
            patterns.Add(Gpt2Pattern);
        }

        return patterns;
    }

    private static string ReadSplit(JsonElement split)
    {
        InvalidTokenizer.ThrowIf(Type(split) != "Split", $"a {Type(split)} pre-tokenizer is not supported here");
        var isolates = Member(split, "behavior").GetString() == "Isolated" && !IsTrue(split, "invert");
        InvalidTokenizer.ThrowIf(!isolates, "only the Isolated behaviour of a Split is supported");
        return Member(Member(split, "pattern"), "Regex").GetString()!;
    }

    private static void CheckByteLevel(JsonElement step, string role)
    {
        InvalidTokenizer.ThrowIf(Type(step) != "ByteLevel", $"its {role} is {Type(step)}, not ByteLevel");
        InvalidTokenizer.ThrowIf(role != "decoder" && IsTrue(step, "add_prefix_space"), "add_prefix_space is not supported");
    }

    private static int ReadId(JsonElement id)
    {
        var valid = id.TryGetInt32(out var value) && value is >= 0 and < MaxVocabSize;
        InvalidTokenizer.ThrowIf(!valid, $"an id is no number from 0 to {MaxVocabSize - 1}: {id.GetRawText()}");
        return value;
    }

    private static JsonElement Member(JsonElement parent, string name)
    {
        InvalidTokenizer.ThrowIf(!parent.TryGetProperty(name, out var member), $"it has no '{name}'");
        return member;
    }

    private static string Type(JsonElement component) =>
        component.ValueKind == JsonValueKind.Null ? "missing" : Member(component, "type").GetString() ?? "missing";

    private static bool IsTrue(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;

    // What ByteLevel means by use_regex (GPT-2).
    private const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
}
