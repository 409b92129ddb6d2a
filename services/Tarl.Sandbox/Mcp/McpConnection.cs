using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox.Mcp;

/// <summary>A session's MCP server and its end of the Streamable HTTP transport. The MCP session's id is the sandbox session's.</summary>
internal sealed class McpConnection : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly McpServer _server;
    private readonly Task _running;
    private int _disposed;

    public McpConnection(SandboxSession session, ILoggerFactory loggers)
    {
        Transport = new StreamableHttpServerTransport(loggers) { SessionId = session.Id };
        _server = SandboxMcpServer.Create(session, Transport, loggers);
        _running = _server.RunAsync(_stopping.Token);
    }

    public StreamableHttpServerTransport Transport { get; }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await Transport.DisposeAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _server.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }
}
