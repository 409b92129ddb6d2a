using MassTransit;
using Microsoft.Extensions.Hosting;
using Tarl.Verifier;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddMassTransit(bus =>
{
    bus.DisableUsageTelemetry();
    bus.AddVerifier();
    bus.UsingInMemory((context, configurator) => configurator.ConfigureEndpoints(context));
});
await builder.Build().RunAsync();
