using Microsoft.Extensions.Configuration;

namespace Tarl.LanguageModels;

/// <summary>What is given of a model's options and has no effect, or is needed and not given.</summary>
public static class UnusedModelOptions
{
    /// <param name="section">The options' section.</param>
    /// <param name="chosen">What asks the model, if it is chosen; otherwise what is chosen instead: <c>the judge rules</c>.</param>
    public static IEnumerable<string> Problems(IConfiguration configuration, string section, LanguageModelOptions options, bool isAsked, string chosen)
    {
        var given = configuration.GetSection(section);
        if (!isAsked)
        {
            return given.GetChildren().Take(1).Select(key => $"{section}:{key.Key} has no effect with {chosen}.");
        }

        (string Key, bool HasEffect, string Reason)[] conditions =
        [
            (nameof(options.StallTimeout), options.Stream, $"{section}:Stream is off"),
            (nameof(options.FirstPause), options.Retries > 0, $"{section}:Retries is 0"),
            (nameof(options.LongestPause), options.Retries > 0, $"{section}:Retries is 0"),
        ];
        return new[] { nameof(options.Address), nameof(options.Model) }.Where(key => string.IsNullOrEmpty(given[key])).Select(key => $"{section}:{key} is needed with {chosen}.")
            .Concat(conditions.Where(condition => !condition.HasEffect && given[condition.Key] is not null)
                .Select(condition => $"{section}:{condition.Key} has no effect: {condition.Reason}."));
    }
}
