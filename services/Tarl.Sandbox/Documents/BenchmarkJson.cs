using System.Text.Json;

namespace Tarl.Sandbox.Documents;

/// <summary>Reads the benchmark's files into records: snake_case keys, every required key there and of its type, others ignored.</summary>
internal static class BenchmarkJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = PythonJson.MaxDepth,
    };

    /// <exception cref="InvalidDataException">The file is missing or is something else; the message is one sentence with the position.</exception>
    public static T ReadFile<T>(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(file, Options) ?? throw new JsonException("It is null.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"'{path}' is not as the benchmark publishes it{Position(error)}: {Reason(error)}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"'{path}' cannot be read: {error.Message}", error);
        }
    }

    private static string Position(JsonException error) =>
        (error.LineNumber is { } line ? $", line {line + 1}" : "") + (string.IsNullOrEmpty(error.Path) ? "" : $", at {error.Path}");

    // Without the names of types, which say nothing to the owner of a file, and the position, which is given already.
    private static string Reason(JsonException error)
    {
        var text = error.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0].TrimEnd('.');
        const string Missing = "missing required properties including: ";
        var missing = text.IndexOf(Missing, StringComparison.Ordinal);
        return missing >= 0 ? $"it lacks {text[(missing + Missing.Length)..]}."
            : text.StartsWith("The JSON value could not be converted", StringComparison.Ordinal) ? "the value there is of another type."
            : $"{text}.";
    }
}
