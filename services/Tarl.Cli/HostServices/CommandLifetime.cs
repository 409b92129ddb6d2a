using Microsoft.Extensions.Hosting;

namespace Tarl.Cli.HostServices;

/// <summary>Leaves the signals to the command line: the services live as long as their command.</summary>
internal sealed class CommandLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
