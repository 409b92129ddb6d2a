using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox.Mcp;

/// <summary>A session's tool as MCP knows it. A refusal is a result with <c>isError</c>.</summary>
internal sealed class SandboxMcpTool(ToolDefinition definition, SandboxSession session) : McpServerTool
{
    public override Tool ProtocolTool { get; } = new()
    {
        Name = definition.Name,
        Description = definition.Description,
        InputSchema = definition.Parameters,
    };

    public override IReadOnlyList<object> Metadata => [];

    public override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        var arguments = JsonSerializer.SerializeToElement(request.Params?.Arguments ?? new Dictionary<string, JsonElement>());
        var result = await session.CallAsync(new ToolCall { Name = definition.Name, Arguments = arguments }, cancellationToken).ConfigureAwait(false);
        return new CallToolResult { Content = [new TextContentBlock { Text = result.Text }], IsError = result.IsError };
    }
}
