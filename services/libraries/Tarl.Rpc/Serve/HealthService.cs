using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Tarl.Rpc.Serve;

/// <summary>The health protocol of gRPC, over the checks of the host: serving while all of them are healthy and the host is not stopping.</summary>
internal sealed class HealthService(HealthCheckService checks, IHostApplicationLifetime lifetime, TimeProvider time) : Health.HealthBase
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(5);

    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        new() { Status = await StatusAsync(request, context.CancellationToken) ?? throw new RpcException(new Status(StatusCode.NotFound, $"There is no service {request.Service}.")) };

    public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        HealthCheckResponse.Types.ServingStatus? told = null;
        while (true)
        {
            var status = await StatusAsync(request, context.CancellationToken) ?? HealthCheckResponse.Types.ServingStatus.ServiceUnknown;
            if (status != told)
            {
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status });
                told = status;
            }

            if (ends.IsCancellationRequested)
            {
                return;
            }

            // Ends early when the host stops, so that the last word is said.
            await Task.Delay(WatchInterval, time, ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Of the whole server, which has the empty name; null for any other.</summary>
    private async Task<HealthCheckResponse.Types.ServingStatus?> StatusAsync(HealthCheckRequest request, CancellationToken cancellationToken)
    {
        if (request.Service.Length > 0)
        {
            return null;
        }

        var report = await checks.CheckHealthAsync(cancellationToken);
        return report.Status == HealthStatus.Healthy && !lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResponse.Types.ServingStatus.Serving
            : HealthCheckResponse.Types.ServingStatus.NotServing;
    }
}
