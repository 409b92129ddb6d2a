using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tarl.ServiceDefaults.Hosting;

/// <summary>Why the process has to end although nobody asked it to; its supervisor starts a new one.</summary>
public sealed partial class ServiceFailure(IHostApplicationLifetime lifetime, ILogger<ServiceFailure> logger)
{
    private readonly TaskCompletionSource<string> _reason = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the first reason reported.</summary>
    public Task<string> Reason => _reason.Task;

    /// <summary>Stops the host.</summary>
    public void Report(string reason)
    {
        if (_reason.TrySetResult(reason))
        {
            LogFailure(reason);
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The process ends: {Reason}")]
    private partial void LogFailure(string reason);
}
