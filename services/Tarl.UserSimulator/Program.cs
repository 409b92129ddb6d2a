using MassTransit;
using Microsoft.Extensions.Hosting;
using Tarl.UserSimulator;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddMassTransit(bus =>
{
    bus.DisableUsageTelemetry();
    bus.AddUserSimulator();
    bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
});
await builder.Build().RunAsync();
