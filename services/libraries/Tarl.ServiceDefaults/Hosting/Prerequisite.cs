using Microsoft.Extensions.Logging;

namespace Tarl.ServiceDefaults.Hosting;

/// <summary>
/// What a service in a process of its own cannot do without. Messages wait for those that are registered, so that services can be started in any order and nothing
/// fails for it.
/// </summary>
public abstract partial class Prerequisite(ILogger<Prerequisite> logger, TimeProvider time)
{
    private static readonly TimeSpan PauseBetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>Its name, and who brings it, as in "Waiting for …".</summary>
    protected abstract string What { get; }

    protected abstract ValueTask<bool> IsThereAsync(CancellationToken cancellationToken);

    /// <summary>Waits until it is there, and says so once.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        for (var said = false; !await IsThereAsync(cancellationToken); said = true)
        {
            if (!said)
            {
                LogWaiting(What);
            }

            await Task.Delay(PauseBetweenLooks, time, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for {What}.")]
    private partial void LogWaiting(string what);
}
