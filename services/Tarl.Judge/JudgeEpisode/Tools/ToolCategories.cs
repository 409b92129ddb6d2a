namespace Tarl.Judge.JudgeEpisode.Tools;

/// <summary>Looks tools up in <see cref="JudgeOptions.ToolPrefixes"/>.</summary>
public sealed class ToolCategories(JudgeOptions options)
{
    private readonly KeyValuePair<string, ToolCategory>[] _longestFirst = [.. options.ToolPrefixes.OrderByDescending(entry => entry.Key.Length)];

    public ToolCategory Of(string tool)
    {
        foreach (var (prefix, category) in _longestFirst)
        {
            if (tool.StartsWith(prefix, StringComparison.Ordinal)) return category;
        }

        return ToolCategory.Unknown;
    }
}
