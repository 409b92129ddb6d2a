using MassTransit;
using Microsoft.Extensions.Logging;

namespace Tarl.Messaging.Log;

/// <summary>Whatever is logged while a message about an episode is handled carries the episode's id.</summary>
internal sealed class EpisodeLogScope<T>(ILoggerFactory loggers) : IFilter<ConsumeContext<T>>
    where T : class
{
    private const string Property = "EpisodeId";

    private static readonly Func<T, Guid>? EpisodeId =
        typeof(T).GetProperty(Property) is { PropertyType: var type } property && type == typeof(Guid) ? property.GetMethod!.CreateDelegate<Func<T, Guid>>() : null;

    private readonly ILogger _logger = loggers.CreateLogger<T>();

    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        using var scope = EpisodeId is null ? null : _logger.BeginScope(new Dictionary<string, object> { [Property] = EpisodeId(context.Message) });
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("episodeLogScope");
}
