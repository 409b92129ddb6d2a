using Microsoft.Extensions.Logging;
using Tarl.Sandbox;
using Tarl.Sandbox.Mcp;
using Tarl.ServiceDefaults.Hosting;

if (args is ["mcp-stdio", var domain, var dataSet, .. var rest])
{
    return await StdioMcpServer.RunAsync(domain, dataSet, rest);
}

var builder = ServiceHost.CreateBuilder(args);
// Four lines a request otherwise, which would cost more than the call.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddSandboxSessions().AddSandboxServer();
var app = builder.Build();
app.MapSandbox();
return await app.RunServiceAsync();
