using Microsoft.Extensions.Hosting;
using Tarl.Messaging;
using Tarl.Curriculum;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddBus(bus => bus.AddCurriculum());
await builder.Build().RunAsync();
