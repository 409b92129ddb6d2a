using Microsoft.Extensions.Hosting;
using Tarl.Messaging;
using Tarl.UserSimulator;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddBus(bus => bus.AddUserSimulator());
await builder.Build().RunAsync();
