using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tarl.Messaging.Ask;
using Tarl.Messaging.Connect;
using Tarl.Messaging.HoldBack;
using Tarl.Messaging.Log;
using Tarl.Messaging.Watch;
using Tarl.ServiceDefaults;

namespace Tarl.Messaging;

public static class BusRegistration
{
    /// <summary>What a process needs to end after its consumers have.</summary>
    private static readonly TimeSpan StopMargin = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Adds the message bus with the services that share this process. <see cref="BusOptions.Url"/> decides whether messages go over RabbitMQ or stay
    /// in memory; consumers, retries and error queues are the same in both.
    /// </summary>
    /// <param name="addServices">Calls each service's registration method, such as <c>bus.AddVerifier()</c>.</param>
    /// <exception cref="InvalidDataException">The broker's address cannot be used.</exception>
    public static void AddBus(this IHostApplicationBuilder builder, Action<IBusRegistrationConfigurator> addServices)
    {
        builder.Services.AddValidatedOptions<BusOptions>(BusOptions.Section);
        builder.Services.AddSingleton<ReceiveQueues>();
        var overBroker = !string.IsNullOrEmpty(builder.Configuration[$"{BusOptions.Section}:{nameof(BusOptions.Url)}"]);
        if (overBroker)
        {
            builder.Services.AddBroker();
        }
        else
        {
            builder.Services.AddSingleton<Answering.WithinOneProcess>();
        }

        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            // Several services consume the same event: the namespace keeps their queues apart.
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(prefix: null, includeNamespace: true));
            addServices(bus);
            bus.AddConfigureEndpointsCallback((context, queue, endpoint) => context.GetRequiredService<ReceiveQueues>().Add(queue, endpoint));
            if (overBroker)
            {
                bus.AddReceiveEndpointObserver(provider => provider.GetRequiredService<ReceiveEndpoints>());
                bus.UsingRabbitMq((context, transport) =>
                {
                    transport.Connect(context.GetRequiredService<Broker>());

                    // Named after the service, so that the broker's users can be told apart by what their queues are called.
                    transport.OverrideDefaultBusEndpointQueueName($"{AppDomain.CurrentDomain.FriendlyName}-answers-{NewId.NextGuid():N}");
                    transport.UseConsumeFilter(typeof(EpisodeLogScope<>), context);
                    transport.UseConsumeFilter(typeof(HeldBack<>), context);
                    transport.ConfigureConsumers(context);
                });
            }
            else
            {
                bus.UsingInMemory((context, transport) => transport.ConfigureConsumers(context));
            }
        });
    }

    private static void AddBroker(this IServiceCollection services)
    {
        services.AddSingleton<Broker>();
        services.AddSingleton<ReceiveEndpoints>();
        services.AddHostedService<BrokerWatch>();
        services.AddSingleton<PrerequisiteGate>();
        services.AddHostedService(provider => provider.GetRequiredService<PrerequisiteGate>());
        services.AddOptions<MassTransitHostOptions>().Configure<BusOptions>((host, options) =>
        {
            host.ConsumerStopTimeout = options.DrainTimeout;
            host.StopTimeout = options.DrainTimeout + (StopMargin / 2);
        });
        services.AddOptions<HostOptions>().Configure<BusOptions>((host, options) => host.ShutdownTimeout = options.DrainTimeout + StopMargin);
    }

    private static void Connect(this IRabbitMqBusFactoryConfigurator transport, Broker broker) =>
        transport.Host(broker.Address.Host, (ushort)broker.Address.Port, broker.Address.VirtualHost, AppDomain.CurrentDomain.FriendlyName, host =>
        {
            host.PublisherConfirmation = true;
            if (broker.Address.Tls)
            {
                host.UseSsl();
            }

            // For every connection anew, since a mounted password may have been changed.
            host.OnRefreshConnectionFactory = factory =>
            {
                broker.Authenticate(factory);
                return Task.CompletedTask;
            };
        });

    private static void ConfigureConsumers<T>(this IBusFactoryConfigurator<T> transport, IBusRegistrationContext context)
        where T : IReceiveEndpointConfigurator
    {
        var options = context.GetRequiredService<IOptions<BusOptions>>().Value;
        transport.PrefetchCount = options.PrefetchCount;

        // MassTransit indents by default, which costs bytes and time. A copy, since a bus that is already there may use the old ones.
        transport.ConfigureJsonSerializerOptions(json => json.WriteIndented ? new JsonSerializerOptions(json) { WriteIndented = false } : json);
        transport.UseRetry(options.Retry);
        transport.ConfigureEndpoints(context);
    }

    internal static void UseRetry(this IConsumePipeConfigurator pipe, BusRetryOptions options) => pipe.UseMessageRetry(
        retry => retry.Exponential(options.Limit, options.FirstPause, options.LongestPause, intervalDelta: options.FirstPause * 2));
}
