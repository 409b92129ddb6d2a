using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Messaging.Connect;

namespace Tarl.Messaging.Ask;

/// <summary>
/// Questions and their answers. Over a broker they are messages like all others. Within one process MassTransit's mediator hands them over as they are:
/// whoever asks waits for the answer, so that there is nothing to queue, and in memory no process to outlive.
/// </summary>
public static class Answering
{
    /// <summary>Adds the consumer that answers questions of its type; one for a process.</summary>
    public static void AddAnswering<TConsumer, TDefinition>(this IBusRegistrationConfigurator bus)
        where TConsumer : class, IConsumer
        where TDefinition : class, IConsumerDefinition<TConsumer>
    {
        if (bus.All(service => service.ServiceType != typeof(WithinOneProcess)))
        {
            bus.AddConsumer<TConsumer, TDefinition>();
            return;
        }

        bus.AddMediator(mediator =>
        {
            mediator.AddConsumer<TConsumer, TDefinition>();
            mediator.ConfigureMediator((context, pipe) => pipe.UseRetry(context.GetRequiredService<IOptions<BusOptions>>().Value.Retry));
        });
    }

    /// <summary>Makes the clients that questions are asked with.</summary>
    public static IClientFactory GetQuestionClients(this IServiceProvider services) =>
        (IClientFactory?)services.GetService<IMediator>() ?? services.GetRequiredService<IClientFactory>();

    /// <summary>In a service collection: its process has no broker, and every service in it.</summary>
    internal sealed class WithinOneProcess;
}
