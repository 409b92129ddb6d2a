using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox.Mcp;

/// <summary>An MCP server for one session: its tools, and the guidelines as instructions.</summary>
internal static class SandboxMcpServer
{
    public static McpServer Create(SandboxSession session, ITransport transport, ILoggerFactory loggers) =>
        McpServer.Create(transport, Options(session), loggers, serviceProvider: null);

    public static McpServerOptions Options(SandboxSession session)
    {
        var tools = new McpServerPrimitiveCollection<McpServerTool>();
        foreach (var definition in session.Tools)
        {
            tools.Add(new SandboxMcpTool(definition, session));
        }

        return new McpServerOptions
        {
            ServerInfo = new Implementation { Name = $"tarl-sandbox-{session.Domain.Name}", Version = session.Domain.VersionTag },
            ServerInstructions = session.Guidelines,
            ToolCollection = tools,
        };
    }
}
