using Tarl.Sandbox;
using Tarl.Sandbox.Mcp;
using Tarl.ServiceDefaults.Hosting;

if (args is ["mcp-stdio", var domain, var dataSet, .. var rest])
{
    return await StdioMcpServer.RunAsync(domain, dataSet, rest);
}

var builder = ServiceHost.CreateBuilder(args);
builder.Services.AddSandboxSessions().AddSandboxServer();
var app = builder.Build();
app.MapSandbox();
return await app.RunServiceAsync();
