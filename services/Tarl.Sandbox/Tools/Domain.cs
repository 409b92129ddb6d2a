using System.Collections.Frozen;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Sandbox.Storage;

namespace Tarl.Sandbox.Tools;

/// <summary>A domain in one version: its tables, its tools in the published order, its rule text.</summary>
internal sealed class Domain
{
    private readonly FrozenDictionary<string, Tool> _byName;

    public Domain(string name, BenchmarkVersion version, IReadOnlyList<TableSchema> tables, IReadOnlyList<Tool> tools, string guidelines)
    {
        Name = name;
        Version = version;
        Tables = tables;
        Tools = tools;
        Definitions = [.. tools.Select(tool => tool.Definition)];
        Guidelines = guidelines;
        _byName = tools.ToFrozenDictionary(tool => tool.Definition.Name, StringComparer.Ordinal);
    }

    public string Name { get; }

    public BenchmarkVersion Version { get; }

    public IReadOnlyList<TableSchema> Tables { get; }

    public IReadOnlyList<Tool> Tools { get; }

    public IReadOnlyList<ToolDefinition> Definitions { get; }

    public string Guidelines { get; }

    public ToolResult Call(ToolCall call, EpisodeView? data) =>
        _byName.TryGetValue(call.Name, out var tool) ? tool.Call(call.Arguments, data) : UnknownTool(call.Name);

    private ToolResult UnknownTool(string name) => new()
    {
        Text = Version == BenchmarkVersion.V1 ? $"Unknown action {name}" : $"Error: Tool '{name}' not found.",
        IsError = true,
    };
}
