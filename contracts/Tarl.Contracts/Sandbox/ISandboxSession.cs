using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;

namespace Tarl.Contracts.Sandbox;

/// <summary>One episode's application. Disposing of it throws its changes away.</summary>
public interface ISandboxSession : IAsyncDisposable
{
    /// <summary>The domain's tools, always in the same order.</summary>
    IReadOnlyList<ToolDefinition> Tools { get; }

    /// <summary>The rule text of the domain.</summary>
    string Guidelines { get; }

    ValueTask<ToolResult> CallAsync(ToolCall call, CancellationToken cancellationToken);

    /// <summary>Final against initial database, as the database itself recorded it.</summary>
    ValueTask<IReadOnlyList<StateChange>> GetChangesAsync(CancellationToken cancellationToken);
}
