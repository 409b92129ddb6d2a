using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tarl.EndToEnd.Tests.Telemetry.Otlp;

namespace Tarl.EndToEnd.Tests.Telemetry;

/// <summary>A collector that keeps what is posted to it by OTLP over HTTP with protobuf bodies.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private const string Protobuf = "application/x-protobuf";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly ConcurrentDictionary<(string Service, string Metric), bool> _metrics = new();
    private readonly ConcurrentQueue<(string Service, string Text)> _logs = new();

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/traces", request => ReceiveAsync(request, TraceExport.Parser, Keep));
        _app.MapPost("/v1/metrics", request => ReceiveAsync(request, MetricExport.Parser, Keep));
        _app.MapPost("/v1/logs", request => ReceiveAsync(request, LogExport.Parser, Keep));
    }

    public IReadOnlyCollection<ReceivedSpan> Spans => _spans;

    public IEnumerable<(string Service, string Metric)> Metrics => _metrics.Keys;

    public IReadOnlyCollection<(string Service, string Text)> Logs => _logs;

    /// <summary>The environment of a process that is to export here, soon after something has happened.</summary>
    public (string Name, string Value)[] Environment =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", _app.Urls.Single()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_BLRP_SCHEDULE_DELAY", "100"), ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
    ];

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task ReceiveAsync<T>(HttpContext context, MessageParser<T> parser, Action<T> keep)
        where T : IMessage<T>
    {
        if (context.Request.ContentType != Protobuf)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        keep(parser.ParseFrom(body.ToArray()));

        // An answer without fields: everything has been taken.
        context.Response.ContentType = Protobuf;
    }

    private void Keep(TraceExport export)
    {
        foreach (var resource in export.ResourceSpans)
        {
            foreach (var span in resource.ScopeSpans.SelectMany(scope => scope.Spans))
            {
                _spans.Enqueue(new ReceivedSpan(ServiceOf(resource.Resource), Hex(span.TraceId), Hex(span.SpanId), Hex(span.ParentSpanId), span.Name));
            }
        }
    }

    private void Keep(MetricExport export)
    {
        foreach (var resource in export.ResourceMetrics)
        {
            foreach (var metric in resource.ScopeMetrics.SelectMany(scope => scope.Metrics))
            {
                _metrics[(ServiceOf(resource.Resource), metric.Name)] = true;
            }
        }
    }

    private void Keep(LogExport export)
    {
        foreach (var resource in export.ResourceLogs)
        {
            foreach (var record in resource.ScopeLogs.SelectMany(scope => scope.LogRecords))
            {
                _logs.Enqueue((ServiceOf(resource.Resource), record.Body.StringValue));
            }
        }
    }

    private static string ServiceOf(Resource resource) => resource.Attributes.Single(attribute => attribute.Key == "service.name").Value.StringValue;

    private static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
}
