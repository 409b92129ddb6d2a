using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tarl.ServiceDefaults.Telemetry.Metrics;
using Tarl.ServiceDefaults.Telemetry.Traces;

namespace Tarl.ServiceDefaults.Telemetry;

public static class TelemetryRegistration
{
    /// <summary>OpenTelemetry's variable for the address of a collector; nothing is exported without it.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Prometheus' own media type: its scraper refuses text that does not name a version.</summary>
    private const string PrometheusText = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Meters whose instruments are exposed: ours, the bus's, the runtime's and the server's.</summary>
    private static readonly string[] Meters = ["MassTransit", "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];

    private static readonly string[] ActivitySources = [EpisodeTrace.SourceName, "Tarl.*", "MassTransit", "System.Net.Http", "Microsoft.AspNetCore"];

    /// <summary>Logs as JSON with the episode and the trace, metrics for <see cref="MapMetrics"/>, and export if a collector is named.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(console =>
        {
            console.IncludeScopes = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

            // Nothing here is put into HTML: quotes and arrows stay readable.
            console.JsonWriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        });
        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Services.AddSingleton(_ => new MetricCollector(IsExposed));
        builder.Services.AddHostedService(services => services.GetRequiredService<MetricCollector>());
        builder.AddTelemetryExport();
    }

    /// <summary>Exports traces, metrics and logs over OTLP if <see cref="EndpointVariable"/> is set; adds nothing otherwise.</summary>
    public static void AddTelemetryExport(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<TelemetryOptions>(TelemetryOptions.Section);
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(EndpointVariable)))
        {
            return;
        }

        var resource = ResourceBuilder.CreateDefault().AddService(builder.Environment.ApplicationName, serviceInstanceId: Environment.MachineName);
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeScopes = true;
            logs.SetResourceBuilder(resource).AddOtlpExporter();
        });
        builder.Services.AddSingleton(services => Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(ActivitySources)
            .SetSampler(new TraceIdRatioBasedSampler(services.GetRequiredService<TelemetryOptions>().TraceShare))
            .AddOtlpExporter()
            .Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(["Tarl.*", .. Meters])
            .AddOtlpExporter()
            .Build());
        builder.Services.AddHostedService<TelemetryExport>();
    }

    /// <summary>Serves the metrics at <c>/metrics</c> in Prometheus' text form.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/metrics", (MetricCollector metrics) => Results.Text(metrics.Expose(), PrometheusText));

    private static bool IsExposed(string meter) => meter.StartsWith("Tarl.", StringComparison.Ordinal) || Meters.Contains(meter);
}
