using Microsoft.Extensions.Hosting;
using Tarl.Messaging;
using Tarl.Judge;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddBus(bus => bus.AddJudge());
await builder.Build().RunAsync();
