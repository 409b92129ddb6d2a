using Microsoft.AspNetCore.Builder;
using Tarl.Messaging;
using Tarl.Sandbox;
using Tarl.Sandbox.Mcp;

if (args is ["mcp-stdio", var domain, var dataSet, .. var rest])
{
    return await StdioMcpServer.RunAsync(domain, dataSet, rest);
}

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddBus(bus => bus.AddSandbox());
builder.Services.AddSandboxServer();
var app = builder.Build();
app.MapSandbox();
await app.RunAsync();
return 0;
