using System.Text.RegularExpressions;

namespace Tarl.LanguageModels.Endpoint;

/// <summary>The key of an endpoint: from a file or the environment, and taken out of everything that is said about a failure.</summary>
internal sealed partial class ApiKey
{
    private const string None = "none";
    private const int ShortestRedacted = 4;

    private ApiKey(string? value) => Value = value ?? None;

    /// <summary>Servers that need none get a word that is no key.</summary>
    public string Value { get; }

    /// <exception cref="InvalidDataException">The file or the variable is not there. The message does not hold the key.</exception>
    public static ApiKey Read(LanguageModelOptions options)
    {
        if (Problem(options) is { } problem)
        {
            throw new InvalidDataException(problem);
        }

        return new ApiKey(options.ApiKeyFile is { } file ? File.ReadAllText(file).Trim()
            : options.ApiKeyVariable is { } variable ? Environment.GetEnvironmentVariable(variable)!.Trim()
            : null);
    }

    /// <returns>What is wrong; null if nothing is. It repeats no value that is not a file or the name of a variable.</returns>
    public static string? Problem(LanguageModelOptions options)
    {
        if (options.ApiKeyFile is not null && options.ApiKeyVariable is not null)
        {
            return "ApiKeyFile and ApiKeyVariable exclude each other.";
        }

        if (options.ApiKeyFile is { } file)
        {
            return File.Exists(file) && IsPrintable(File.ReadAllText(file)) ? null : "ApiKeyFile names no file that holds a key, which is one line.";
        }

        if (options.ApiKeyVariable is not { } variable)
        {
            return null;
        }

        return !VariableName().IsMatch(variable) ? "ApiKeyVariable takes the name of an environment variable, not a key."
            : !IsPrintable(Environment.GetEnvironmentVariable(variable) ?? "") ? "ApiKeyVariable names an environment variable that does not hold a key."
            : null;
    }

    /// <summary>The text without the key: some servers repeat it when they refuse it.</summary>
    public string Redact(string text) =>
        Value.Length < ShortestRedacted || Value == None ? text : text.Replace(Value, "[key]", StringComparison.Ordinal);

    public override string ToString() => "[key]";

    // What a header can carry.
    private static bool IsPrintable(string key) => key.Trim() is { Length: > 0 } trimmed && trimmed.All(character => character is > ' ' and <= '~');

    // At most 40 characters and in upper case, as variables are and keys are not.
    [GeneratedRegex("^[A-Z_][A-Z0-9_]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName();
}
