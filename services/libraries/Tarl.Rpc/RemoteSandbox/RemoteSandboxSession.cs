using System.Net.Http.Json;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Sandbox;

namespace Tarl.Rpc.RemoteSandbox;

/// <summary>One session of a sandbox elsewhere.</summary>
internal sealed class RemoteSandboxSession(RemoteSandboxClient client, SessionDescription description) : ISandboxSession
{
    private readonly string _path = $"{description.Domain}/{description.Version}/sessions/{description.Id}";

    public IReadOnlyList<ToolDefinition> Tools => description.Tools;

    public string Guidelines => description.Guidelines;

    /// <inheritdoc/>
    /// <exception cref="SandboxException">The sandbox refuses, or cannot be reached.</exception>
    public async ValueTask<ToolResult> CallAsync(ToolCall call, CancellationToken cancellationToken) =>
        await client.OnceAsync<ToolResult>(new HttpRequestMessage(HttpMethod.Post, $"{_path}/calls") { Content = JsonContent.Create(call) }, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="SandboxException">The sandbox refuses, or cannot be reached.</exception>
    public async ValueTask<IReadOnlyList<StateChange>> GetChangesAsync(CancellationToken cancellationToken) =>
        await client.RepeatableAsync<StateChange[]>(() => new HttpRequestMessage(HttpMethod.Get, $"{_path}/changes"), cancellationToken);

    public async ValueTask DisposeAsync() => await client.TryAsync(new HttpRequestMessage(HttpMethod.Delete, _path));
}
