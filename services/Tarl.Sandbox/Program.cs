using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Tarl.Messaging;
using Tarl.Sandbox;
using Tarl.Sandbox.Mcp;

if (args is ["mcp-stdio", var domain, var dataSet, .. var rest])
{
    return await StdioMcpServer.RunAsync(domain, dataSet, rest);
}

var builder = WebApplication.CreateSlimBuilder(args);
// Four lines a request otherwise, which would cost more than the call.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddBus(bus => bus.AddSandbox());
builder.Services.AddSandboxServer();
var app = builder.Build();
app.MapSandbox();
await app.RunAsync();
return 0;
