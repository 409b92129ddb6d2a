namespace Tarl.Judge.JudgeEpisode.Tools;

/// <summary>Looks tools up in <see cref="JudgeOptions.IdentifyingTools"/>, then in <see cref="JudgeOptions.ToolPrefixes"/>.</summary>
public sealed class ToolCategories(JudgeOptions options)
{
    private readonly KeyValuePair<string, ToolCategory>[] _longestFirst = [.. options.ToolPrefixes.OrderByDescending(entry => entry.Key.Length)];

    public ToolCategory Of(string domain, string tool)
    {
        if (options.IdentifyingTools.TryGetValue(domain, out var identifying) && identifying.Contains(tool)) return ToolCategory.Identification;

        foreach (var (prefix, category) in _longestFirst)
        {
            if (tool.StartsWith(prefix, StringComparison.Ordinal)) return category;
        }

        return ToolCategory.Unknown;
    }
}
