using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tarl.Messaging;
using Tarl.Messaging.Watch;
using Tarl.ServiceDefaults.Hosting;

namespace Tarl.Cli.HostServices;

/// <summary>
/// The queues of services, as their own registrations name them. To be asked for before this process makes a bus only if it makes none: MassTransit keeps the
/// first bus's log for all.
/// </summary>
internal static class ServiceQueues
{
    /// <summary>Those of all services, were they on this machine.</summary>
    public static IReadOnlyCollection<string> All() => Of(TarlHost.AddServices);

    /// <summary>Those that bear the same name wherever a service runs, which a policy server's do not.</summary>
    public static IReadOnlyCollection<string> Shared() => Of(TarlHost.AddServicesWithSharedQueues);

    private static IReadOnlyCollection<string> Of(Action<IBusRegistrationConfigurator> services)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddServiceFailure();
        builder.AddBus(services);
        using var host = builder.Build();

        // To make the bus is to configure its endpoints; it is never started.
        _ = host.Services.GetRequiredService<IBusControl>();
        return host.Services.GetRequiredService<ReceiveQueues>().Names;
    }
}
