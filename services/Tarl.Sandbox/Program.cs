using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Tarl.Sandbox;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSandbox(options => builder.Configuration.GetSection("Sandbox").Bind(options));
await builder.Build().RunAsync();
