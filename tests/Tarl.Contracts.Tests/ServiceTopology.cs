using System.Reflection;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tarl.Cli.HostServices;
using Tarl.Messaging;
using Tarl.ServiceDefaults.Hosting;

namespace Tarl.Contracts.Tests;

/// <summary>Who consumes what from which queue, as the services' own registrations say.</summary>
internal static class ServiceTopology
{
    public static IReadOnlyList<(Type Message, string Service, string Queue)> Consumers()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("PolicyServer:Replica", "HOST")]);
        builder.Services.AddServiceFailure();
        builder.AddBus(TarlHost.AddServices);
        using var host = builder.Build();
        var consumers = builder.Services.Select(service => service.ServiceType).Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IConsumer)));
        return [.. from consumer in consumers.Distinct()
                   from message in MessagesOf(consumer)
                   select (message, consumer.Assembly.GetName().Name!["Tarl.".Length..], QueueOf(host.Services, consumer))];
    }

    private static IEnumerable<Type> MessagesOf(Type consumer) => consumer.GetInterfaces()
        .Where(implemented => implemented.IsGenericType && implemented.GetGenericTypeDefinition() == typeof(IConsumer<>))
        .Select(implemented => implemented.GetGenericArguments()[0]);

    private static string QueueOf(IServiceProvider services, Type consumer) =>
        (string)typeof(ServiceTopology).GetMethod(nameof(Queue), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(consumer).Invoke(null, [services])!;

    private static string Queue<TConsumer>(IServiceProvider services)
        where TConsumer : class, IConsumer
    {
        var formatter = services.GetRequiredService<IEndpointNameFormatter>();
        return services.GetService<IConsumerDefinition<TConsumer>>()?.GetEndpointName(formatter) ?? formatter.Consumer<TConsumer>();
    }
}
