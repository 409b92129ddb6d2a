using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tarl.Sandbox.Sessions;

/// <summary>Closes idle sessions once a minute.</summary>
internal sealed partial class IdleSessionSweeper(SessionDirectory sessions, TimeProvider time, ILogger<IdleSessionSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            var closed = await sessions.CloseIdleAsync().ConfigureAwait(false);
            if (closed.Count > 0)
            {
                LogClosed(logger, closed.Count, sessions.Count);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Closed {Count} idle sessions; {Open} are open")]
    private static partial void LogClosed(ILogger logger, int count, int open);
}
