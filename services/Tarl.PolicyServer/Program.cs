using Microsoft.Extensions.Hosting;
using Tarl.Messaging;
using Tarl.PolicyServer;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddBus(bus => bus.AddPolicyServer());
await builder.Build().RunAsync();
