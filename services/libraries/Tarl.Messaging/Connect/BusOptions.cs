using System.ComponentModel.DataAnnotations;

namespace Tarl.Messaging.Connect;

/// <summary>Which broker carries the messages, and how they are taken from it. Section <c>Bus</c>.</summary>
public sealed class BusOptions
{
    public const string Section = "Bus";

    /// <summary><c>rabbitmq://host:port/vhost</c>, or <c>rabbitmqs://</c> with TLS; empty: in memory, within this process.</summary>
    public string Url { get; set; } = "";

    /// <summary>Goes before a name in <see cref="Url"/>.</summary>
    public string? Username { get; set; }

    /// <summary>Goes before a password in <see cref="Url"/>.</summary>
    public string? Password { get; set; }

    /// <summary>A file that holds the password, as secrets are mounted; read again for every connection.</summary>
    public string? PasswordFile { get; set; }

    public BusTlsOptions Tls { get; set; } = new();

    /// <summary>Messages a queue hands out to this process before the first is done, unless the service says otherwise.</summary>
    [Range(1, 65535)]
    public int PrefetchCount { get; set; } = 32;

    public BusRetryOptions Retry { get; set; } = new();

    /// <summary>How long a process that is asked to stop finishes what it has begun; what is then unfinished goes back to its queue.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often the broker and the process's own queues are looked at.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A queue of this process that nobody consumes from for so long, while the broker answers, has its endpoint started anew, and again after as long. Counted in looks.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan EndpointRestartAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A queue of this process that nobody consumes from for so long, while the broker answers, ends the process. Counted in looks.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan UnconsumedTimeout { get; set; } = TimeSpan.FromMinutes(1);
}
