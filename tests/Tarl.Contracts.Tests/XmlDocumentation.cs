using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tarl.Contracts.Episodes;

namespace Tarl.Contracts.Tests;

/// <summary>What the contracts say of themselves.</summary>
internal static partial class XmlDocumentation
{
    private static readonly Dictionary<string, string> Summaries = Read();

    public static string? Of(Type type) => Summaries.GetValueOrDefault($"T:{type.FullName}");

    public static string? Of(PropertyInfo property) => Summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}");

    private static Dictionary<string, string> Read() => XDocument.Load(Path.ChangeExtension(typeof(EpisodeCompleted).Assembly.Location, ".xml"))
        .Descendants("member").Where(member => member.Element("summary") is not null)
        .ToDictionary(member => (string)member.Attribute("name")!, member => Text(member.Element("summary")!));

    private static string Text(XElement summary) => WhiteSpace().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XElement { Name.LocalName: "see" } see => Name((string)see.Attribute("cref")!),
        XElement element => $"`{element.Value}`",
        _ => node.ToString().Replace("&lt;", "<", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal),
    };

    /// <summary>A type, or a type's member as it is called on the wire: <c>T:A.B</c>, <c>P:A.B.C</c>, <c>F:A.B.C</c>.</summary>
    private static string Name(string reference)
    {
        var parts = reference[2..].Split('.');
        return reference[0] switch
        {
            'P' => $"`{parts[^2]}.{char.ToLowerInvariant(parts[^1][0])}{parts[^1][1..]}`",
            _ => $"`{parts[^1]}`",
        };
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
