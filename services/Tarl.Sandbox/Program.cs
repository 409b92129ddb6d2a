using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Tarl.Sandbox;
using Tarl.Sandbox.Mcp;

if (args is ["mcp-stdio", var domain, var dataSet, .. var rest])
{
    return await StdioMcpServer.RunAsync(domain, dataSet, rest);
}

var builder = WebApplication.CreateSlimBuilder(args);
var settings = builder.Configuration.GetSection("Sandbox");
builder.Services.AddSandbox(options => settings.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true)).AddSandboxServer();
var app = builder.Build();
app.MapSandbox();
await app.RunAsync();
return 0;
