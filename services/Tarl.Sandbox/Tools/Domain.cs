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

    /// <summary><c>v1</c> or <c>v2</c>.</summary>
    public string VersionTag => $"v{(int)Version}";

    public IReadOnlyList<TableSchema> Tables { get; }

    public IReadOnlyList<Tool> Tools { get; }

    public IReadOnlyList<ToolDefinition> Definitions { get; }

    public string Guidelines { get; }

    /// <summary>Runs a tool by name; an unknown one is a failed result, as in the benchmark.</summary>
    public ToolOutput Run(ToolCall call, EpisodeView? data) => _byName.TryGetValue(call.Name, out var tool)
        ? tool.Run(call.Arguments, data)
        : new ToolOutput(Version == BenchmarkVersion.V1 ? $"Unknown action {call.Name}" : $"Error: Tool '{call.Name}' not found.", IsError: true);

    public bool EndsEpisode(string tool) => _byName.TryGetValue(tool, out var found) && found.EndsEpisode;
}
