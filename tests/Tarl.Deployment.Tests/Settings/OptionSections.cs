using System.Reflection;
using System.Text.RegularExpressions;

namespace Tarl.Deployment.Tests.Settings;

/// <summary>Which settings the code reads: sections of the configuration and the options classes they are bound to, found where they are registered.</summary>
internal static partial class OptionSections
{
    private static readonly Lazy<ILookup<string, Type>> Found = new(() => Find().ToLookup(found => found.Section, found => found.Options, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a variable such as <c>Bus__Retry__Limit</c> names a property of an options class.</summary>
    public static bool Know(string variable)
    {
        var steps = variable.Split("__");
        return steps.Length > 1 && Found.Value[steps[0]].Any(options => Leads(options, steps[1..]));
    }

    private static bool Leads(Type type, string[] steps)
    {
        var property = type.GetProperty(steps[0], BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        return property is { CanWrite: true } && (steps.Length == 1 || Leads(property.PropertyType, steps[1..]));
    }

    private static IEnumerable<(string Section, Type Options)> Find()
    {
        var types = Directory.EnumerateFiles(AppContext.BaseDirectory, "Tarl.*.dll").Where(file => !Path.GetFileName(file).Contains("Tests", StringComparison.Ordinal))
            .SelectMany(file => Assembly.LoadFrom(file).GetTypes()).Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal)).ToLookup(type => type.Name);
        var sources = Directory.EnumerateFiles(Repository.In("services"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
        foreach (var match in sources.SelectMany(file => Registration().Matches(File.ReadAllText(file))))
        {
            var type = types[match.Groups["type"].Value].Single();
            yield return (match.Groups["name"].Success
                ? match.Groups["name"].Value
                : (string)type.GetField("Section", BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue()!, type);
        }
    }

    [GeneratedRegex("""AddValidatedOptions<(?<type>\w+)>\((?:"(?<name>\w+)"|\w+\.Section)\)""")]
    private static partial Regex Registration();
}
