using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Mathematics;

/// <summary>Arithmetic problems: one tool, no data.</summary>
internal static class MathDomain
{
    public static Domain Domain { get; } = new(
        "math",
        BenchmarkVersion.V1,
        tables: [],
        [.. ToolResources.ReadDefinitions("Mathematics").Select(definition =>
            new Tool(definition, BenchmarkVersion.V1, "Calculate.invoke", CommonTools.Calculate))],
        ToolResources.ReadText("Mathematics", "guidelines.md"));
}
