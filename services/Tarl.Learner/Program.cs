using Microsoft.Extensions.Hosting;
using Tarl.Messaging;
using Tarl.Learner;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddBus(bus => bus.AddLearner());
await builder.Build().RunAsync();
