using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Tarl.Messaging;

public static class BusRegistration
{
    /// <summary>
    /// Adds the message bus with the services that share this process. Over the in-memory transport the services meet
    /// the same consumers, retries and error queues as over a broker.
    /// </summary>
    /// <param name="addServices">Calls each service's registration method, such as <c>bus.AddVerifier()</c>.</param>
    public static IServiceCollection AddBus(this IServiceCollection services, Action<IBusRegistrationConfigurator> addServices)
    {
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            // Several services consume the same event: the namespace keeps their queues apart.
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(prefix: null, includeNamespace: true));
            addServices(bus);
            bus.UsingInMemory((context, transport) =>
            {
                transport.UseMessageRetry(retry => retry.Exponential(
                    retryLimit: 4, minInterval: TimeSpan.FromMilliseconds(50), maxInterval: TimeSpan.FromSeconds(5), intervalDelta: TimeSpan.FromMilliseconds(100)));
                transport.ConfigureEndpoints(context);
            });
        });
        return services;
    }
}
