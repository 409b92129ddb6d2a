using MassTransit;

namespace Tarl.Cli.Conform.Suites;

/// <summary>What queues are called whose consumers give them no name.</summary>
internal static class QueueNames
{
    private static readonly KebabCaseEndpointNameFormatter Formatter = new(prefix: null, includeNamespace: true);

    public static string Of<TConsumer>()
        where TConsumer : class, IConsumer => Formatter.Consumer<TConsumer>();
}
