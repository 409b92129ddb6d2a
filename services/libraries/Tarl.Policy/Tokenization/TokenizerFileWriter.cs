using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tarl.Policy.Tokenization;

/// <summary>Writes a <see cref="TokenizerDefinition"/> as Hugging Face's <c>tokenizer.json</c>.</summary>
internal static class TokenizerFileWriter
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TokenizerDefinition definition, string path)
    {
        var unfinished = path + ".unfinished";
        using (var file = File.Create(unfinished))
        using (var json = new Utf8JsonWriter(file, Readable))
        {
            Write(definition, json);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static void Write(TokenizerDefinition definition, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        json.WriteNull("truncation");
        json.WriteNull("padding");
        WriteAddedTokens(definition.AddedTokens, json);
        WriteNormalizer(definition.NormalizesToNfc, json);
        WritePreTokenizer(definition.SplitPatterns, json);
        json.WriteNull("post_processor");
        json.WritePropertyName("decoder");
        WriteByteLevel(json);
        WriteModel(definition, json);
        json.WriteEndObject();
    }

    private static void WriteAddedTokens(IReadOnlyList<AddedToken> tokens, Utf8JsonWriter json)
    {
        json.WriteStartArray("added_tokens");
        foreach (var token in tokens)
        {
            json.WriteStartObject();
            json.WriteNumber("id", token.Id);
            json.WriteString("content", token.Content);
            json.WriteBoolean("single_word", false);
            json.WriteBoolean("lstrip", false);
            json.WriteBoolean("rstrip", false);
            json.WriteBoolean("normalized", false);
            json.WriteBoolean("special", token.IsSpecial);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNormalizer(bool nfc, Utf8JsonWriter json)
    {
        if (!nfc)
        {
            json.WriteNull("normalizer");
            return;
        }

        json.WriteStartObject("normalizer");
        json.WriteString("type", "NFC");
        json.WriteEndObject();
    }

    private static void WritePreTokenizer(IReadOnlyList<string> patterns, Utf8JsonWriter json)
    {
        json.WriteStartObject("pre_tokenizer");
        json.WriteString("type", "Sequence");
        json.WriteStartArray("pretokenizers");
        foreach (var pattern in patterns)
        {
            json.WriteStartObject();
            json.WriteString("type", "Split");
            json.WriteStartObject("pattern");
            json.WriteString("Regex", pattern);
            json.WriteEndObject();
            json.WriteString("behavior", "Isolated");
            json.WriteBoolean("invert", false);
            json.WriteEndObject();
        }

        WriteByteLevel(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteByteLevel(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "ByteLevel");
        json.WriteBoolean("add_prefix_space", false);
        json.WriteBoolean("trim_offsets", false);
        json.WriteBoolean("use_regex", false);
        json.WriteEndObject();
    }

    private static void WriteModel(TokenizerDefinition definition, Utf8JsonWriter json)
    {
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WriteNull("dropout");
        json.WriteNull("unk_token");
        json.WriteNull("continuing_subword_prefix");
        json.WriteNull("end_of_word_suffix");
        json.WriteBoolean("fuse_unk", false);
        json.WriteBoolean("byte_fallback", false);
        json.WriteBoolean("ignore_merges", definition.IgnoreMerges);
        json.WriteStartObject("vocab");
        foreach (var (spelling, id) in definition.Vocabulary.OrderBy(entry => entry.Value))
        {
            json.WriteNumber(spelling, id);
        }

        json.WriteEndObject();
        WriteMerges(definition.Merges, json);
        json.WriteEndObject();
    }

    // "a b", the form that old and new readers share: no spelling contains a space.
    private static void WriteMerges(IReadOnlyList<(string Left, string Right)> merges, Utf8JsonWriter json)
    {
        json.WriteStartArray("merges");
        foreach (var (left, right) in merges)
        {
            json.WriteStringValue($"{left} {right}");
        }

        json.WriteEndArray();
    }
}
