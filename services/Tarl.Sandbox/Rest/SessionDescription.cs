using Tarl.Contracts.Policy;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox.Rest;

/// <summary>A session as its holder sees it.</summary>
internal sealed record SessionDescription
{
    public required string Id { get; init; }
    public required string Domain { get; init; }
    public required string Version { get; init; }
    public required IReadOnlyList<ToolDefinition> Tools { get; init; }
    public required string Guidelines { get; init; }

    public static SessionDescription Of(SandboxSession session) => new()
    {
        Id = session.Id,
        Domain = session.Domain.Name,
        Version = session.Domain.VersionTag,
        Tools = session.Tools,
        Guidelines = session.Guidelines,
    };
}
