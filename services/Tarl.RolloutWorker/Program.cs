using Microsoft.Extensions.Hosting;
using Tarl.Messaging;
using Tarl.RolloutWorker;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddBus(bus => bus.AddRolloutWorker());
await builder.Build().RunAsync();
