using System.ComponentModel.DataAnnotations;

namespace Tarl.Messaging.Connect;

/// <summary>How often a message that fails is tried again before it goes to the error queue. Section <c>Bus:Retry</c>.</summary>
public sealed class BusRetryOptions
{
    [Range(0, 100)]
    public int Limit { get; set; } = 8;

    /// <summary>The first pause; later ones about double each time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(50);

    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(5);
}
