using System.Reflection;
using System.Text.RegularExpressions;

namespace Tarl.LanguageModels.Prompts;

/// <summary>A prompt with places to fill in, <c>{{name}}</c>; a line <c>---</c> ends the system's message and begins the user's.</summary>
public sealed partial class PromptTemplate
{
    private readonly string _text;

    private PromptTemplate(string text) => _text = text;

    /// <summary>The file if one is named, otherwise the one that is shipped.</summary>
    /// <param name="resource">The logical name of the shipped file in <paramref name="assembly"/>.</param>
    /// <param name="places">The names that can be filled in.</param>
    /// <param name="required">Those of them without which the prompt makes no sense.</param>
    /// <exception cref="InvalidDataException">The file cannot be read, has an unknown place, or lacks a required one.</exception>
    public static PromptTemplate Load(string? path, Assembly assembly, string resource, IReadOnlyCollection<string> places, IReadOnlyCollection<string> required)
    {
        var text = path is null ? Shipped(assembly, resource) : Read(path);
        var found = Place().Matches(text).Select(match => match.Groups[1].Value).ToHashSet();
        var name = path ?? resource;
        if (found.FirstOrDefault(place => !places.Contains(place)) is { } unknown)
        {
            throw new InvalidDataException($"The prompt {name} has a place {{{{{unknown}}}}} that nothing fills; there are {string.Join(", ", places)}.");
        }

        if (required.FirstOrDefault(place => !found.Contains(place)) is { } missing)
        {
            throw new InvalidDataException($"The prompt {name} lacks the place {{{{{missing}}}}}.");
        }

        return new PromptTemplate(text.ReplaceLineEndings("\n").Trim());
    }

    /// <summary>The messages, each place filled in once: what is filled in is not looked at again.</summary>
    public IReadOnlyList<string> Fill(IReadOnlyDictionary<string, string> values) =>
        [.. _text.Split("\n---\n", 2).Select(part => Place().Replace(part, match => values[match.Groups[1].Value]).Trim())];

    private static string Shipped(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"There is no resource {resource}."));
        return reader.ReadToEnd();
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The prompt {path} cannot be read: {error.Message}", error);
        }
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();
}
