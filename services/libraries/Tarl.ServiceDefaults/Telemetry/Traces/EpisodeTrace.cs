using System.Buffers.Binary;
using System.Diagnostics;

namespace Tarl.ServiceDefaults.Telemetry.Traces;

/// <summary>One trace an episode. Its trace id is the episode id, so whoever knows an episode finds its trace, and no service needs to be told it.</summary>
public static class EpisodeTrace
{
    public const string SourceName = "Tarl.Episodes";

    /// <summary>The attribute that carries the episode id in its usual form.</summary>
    public const string EpisodeIdTag = "tarl.episode.id";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>
    /// Begins a span at the top of the episode's trace and makes it the current one. What was current becomes a link, since an order for many
    /// episodes belongs to none of them.
    /// </summary>
    /// <returns>Null if nobody listens.</returns>
    public static Activity? Start(string name, Guid episodeId)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var cause = Activity.Current?.Context is { } context && context.TraceId != TraceIdOf(episodeId) ? [new ActivityLink(context)] : Array.Empty<ActivityLink>();
        var span = Source.StartActivity(ActivityKind.Internal, Top(episodeId), links: cause, name: name);
        return span?.SetTag(EpisodeIdTag, episodeId.ToString());
    }

    /// <summary>Begins a span below the current one, which belongs to the episode already.</summary>
    /// <returns>Null if nobody listens.</returns>
    public static Activity? Step(string name) => Source.StartActivity(name);

    public static ActivityTraceId TraceIdOf(Guid episodeId) => ActivityTraceId.CreateFromString(episodeId.ToString("N"));

    /// <summary>A parent that all top spans of the episode share; nobody records it.</summary>
    private static ActivityContext Top(Guid episodeId)
    {
        Span<byte> bytes = stackalloc byte[16];
        episodeId.TryWriteBytes(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, BinaryPrimitives.ReadUInt64LittleEndian(bytes) | 1);
        return new ActivityContext(TraceIdOf(episodeId), ActivitySpanId.CreateFromBytes(bytes[..8]), ActivityTraceFlags.Recorded, isRemote: true);
    }
}
