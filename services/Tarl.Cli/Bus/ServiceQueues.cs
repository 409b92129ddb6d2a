using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tarl.Cli.HostServices;
using Tarl.Messaging;
using Tarl.Messaging.Watch;
using Tarl.ServiceDefaults.Hosting;

namespace Tarl.Cli.Bus;

/// <summary>The queues of all services, as their own registrations name them.</summary>
internal static class ServiceQueues
{
    public static IReadOnlyCollection<string> Names()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddServiceFailure();
        builder.AddBus(TarlHost.AddServices);
        using var host = builder.Build();

        // To make the bus is to configure its endpoints; it is never started.
        _ = host.Services.GetRequiredService<IBusControl>();
        return host.Services.GetRequiredService<ReceiveQueues>().Names;
    }
}
