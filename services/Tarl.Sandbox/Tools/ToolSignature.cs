using System.Text.Json;
using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Tools;

/// <summary>The parameters of a tool as Python's call checks them: unknown keywords first, then missing ones; types are not checked.</summary>
internal sealed class ToolSignature(string pythonName, JsonElement schema)
{
    private readonly string[] _parameters = schema.TryGetProperty("properties", out var properties)
        ? [.. properties.EnumerateObject().Select(property => property.Name)]
        : [];

    /// <summary>How Python names the function in its messages: <c>GetOrderDetails.invoke</c>, <c>RetailTools.get_order_details</c>.</summary>
    public string PythonName { get; } = pythonName;

    /// <summary>v1 has a class with a method <c>invoke</c> for each tool, v2 one class for all of them.</summary>
    public static string PythonNameOf(string tool, BenchmarkVersion version, string v2Class) => version == BenchmarkVersion.V1
        ? string.Concat(tool.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + ".invoke"
        : $"{v2Class}.{tool}";

    /// <summary>Python's TypeError for these keywords, or null if they fit.</summary>
    public string? Complaint(JsonMap arguments)
    {
        foreach (var (name, _) in arguments)
        {
            if (!_parameters.Contains(name))
            {
                return $"{PythonName}() got an unexpected keyword argument '{name}'";
            }
        }

        return arguments.Count == _parameters.Length ? null : MissingComplaint([.. _parameters.Where(name => !arguments.ContainsKey(name))]);
    }

    private string MissingComplaint(string[] missing) =>
        $"{PythonName}() missing {missing.Length} required positional argument{(missing.Length == 1 ? "" : "s")}: {Enumerate(missing)}";

    // 'a' · 'a' and 'b' · 'a', 'b', and 'c'
    private static string Enumerate(string[] names) => names.Length switch
    {
        1 => $"'{names[0]}'",
        2 => $"'{names[0]}' and '{names[1]}'",
        _ => string.Join(", ", names[..^1].Select(name => $"'{name}'")) + $", and '{names[^1]}'",
    };
}
