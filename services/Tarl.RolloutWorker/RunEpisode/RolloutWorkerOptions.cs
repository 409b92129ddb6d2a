using System.ComponentModel.DataAnnotations;

namespace Tarl.RolloutWorker.RunEpisode;

public sealed class RolloutWorkerOptions
{
    /// <summary>Episodes in flight in one worker. More of them fill the policy server's batches better; each holds a key/value cache.</summary>
    [Range(1, 4096)]
    public int ConcurrentEpisodes { get; set; } = 128;

    /// <summary>A whole episode that takes longer has failed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan EpisodeTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A question that went to the user simulator over a broker and is not answered for so long is asked again, until <see cref="CallTimeout"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan UserPatience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A single policy turn, tool call or user reply that takes longer has failed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromMinutes(2);
}
