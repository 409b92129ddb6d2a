using Tarl.Contracts.Policy;

namespace Tarl.Rpc.RemoteSandbox;

/// <summary>What the sandbox says of a session that it has opened.</summary>
internal sealed record SessionDescription
{
    public required string Id { get; init; }
    public required string Domain { get; init; }
    public required string Version { get; init; }
    public required IReadOnlyList<ToolDefinition> Tools { get; init; }
    public required string Guidelines { get; init; }
}
