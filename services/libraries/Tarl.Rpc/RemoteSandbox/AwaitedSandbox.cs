using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tarl.ServiceDefaults.Hosting;

namespace Tarl.Rpc.RemoteSandbox;

/// <summary>Somebody who listens at the sandbox's address.</summary>
internal sealed class AwaitedSandbox(IOptions<RemoteSandboxOptions> options, ILogger<Prerequisite> logger, TimeProvider time) : Prerequisite(logger, time)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    protected override string What => $"the sandbox at {options.Value.Address}, where nobody listens";

    protected override async ValueTask<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        var address = new Uri(options.Value.Address);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectTimeout);
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, limit.Token);
            return true;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
