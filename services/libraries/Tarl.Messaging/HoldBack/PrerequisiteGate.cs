using Microsoft.Extensions.Hosting;
using Tarl.ServiceDefaults.Hosting;

namespace Tarl.Messaging.HoldBack;

/// <summary>Opens once everything is there that this process's consumers cannot do without.</summary>
internal sealed class PrerequisiteGate(IEnumerable<Prerequisite> prerequisites) : BackgroundService
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Opened => _opened.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(prerequisites.Select(prerequisite => prerequisite.WaitAsync(stoppingToken)));
            _opened.SetResult();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends; what it holds goes back to its queue.
        }
    }
}
