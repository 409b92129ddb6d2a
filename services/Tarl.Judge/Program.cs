using Microsoft.Extensions.Hosting;
using Tarl.Judge;
using Tarl.Messaging;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddBus(bus => bus.AddJudge());
await builder.Build().RunAsync();
