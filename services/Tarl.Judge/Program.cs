using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tarl.Judge;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddMassTransit(bus =>
{
    bus.DisableUsageTelemetry();
    bus.AddJudge();
    bus.UsingInMemory((context, configurator) => configurator.ConfigureEndpoints(context));
});
await builder.Build().RunAsync();
