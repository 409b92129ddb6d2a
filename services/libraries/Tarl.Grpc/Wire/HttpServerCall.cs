using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Tarl.Grpc.Wire;

/// <summary>A call on the HTTP/2 stream that carries it.</summary>
internal sealed class HttpServerCall : ServerCallContext, IDisposable
{
    private readonly string _method;
    private readonly GrpcServiceOptions _options;
    private readonly CancellationTokenSource? _timeout;
    private readonly CancellationTokenSource? _either;
    private readonly DateTime _deadline = DateTime.MaxValue;
    private Metadata? _requestHeaders;
    private Metadata? _responseTrailers;

    /// <param name="timeout">From the client; null for none.</param>
    public HttpServerCall(HttpContext context, string method, GrpcServiceOptions options, TimeSpan? timeout)
    {
        (HttpContext, _method, _options) = (context, method, options);
        if (timeout is { } limit && limit < CallTimeout.LongestTimer)
        {
            _deadline = TimeProvider.System.GetUtcNow().UtcDateTime + limit;
            _timeout = new CancellationTokenSource(limit);
            _either = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, context.RequestAborted);
        }
    }

    public HttpContext HttpContext { get; }

    public bool IsPastDeadline => _timeout?.IsCancellationRequested == true;

    protected override string MethodCore => _method;

    protected override string HostCore => HttpContext.Request.Host.Value ?? "";

    protected override string PeerCore => HttpContext.Connection.RemoteIpAddress switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetwork } address => $"ipv4:{address}:{HttpContext.Connection.RemotePort}",
        var address => $"ipv6:[{address}]:{HttpContext.Connection.RemotePort}",
    };

    protected override DateTime DeadlineCore => _deadline;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= ReadHeaders();

    protected override CancellationToken CancellationTokenCore => _either?.Token ?? HttpContext.RequestAborted;

    protected override Metadata ResponseTrailersCore => _responseTrailers ??= [];

    protected override Status StatusCore { get; set; } = Status.DefaultSuccess;

    protected override WriteOptions? WriteOptionsCore { get; set; }

    public RequestStreamReader<T> Requests<T>(Marshaller<T> marshaller)
        where T : class => new(this, new PayloadReader(HttpContext.Request.BodyReader, _options.MaxReceiveMessageSize), marshaller);

    public ResponseStreamWriter<T> Responses<T>(Marshaller<T> marshaller)
        where T : class => new(this, HttpContext.Response.BodyWriter, marshaller, _options.MaxSendMessageSize);

    /// <summary>Puts a status and the trailers where the client looks for them: in the headers, if nothing has been sent or written.</summary>
    public void WriteStatus(Status status)
    {
        var response = HttpContext.Response;
        var inHeaders = !response.HasStarted && response.BodyWriter.UnflushedBytes == 0;
        Write(ResponseStatus.Header, ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture), inHeaders);
        if (!string.IsNullOrEmpty(status.Detail))
        {
            Write(ResponseStatus.MessageHeader, StatusMessage.Encode(status.Detail), inHeaders);
        }

        foreach (var entry in _responseTrailers ?? Metadata.Empty)
        {
            Write(entry.Key, MetadataHeaders.ValueOf(entry), inHeaders);
        }
    }

    public void Dispose()
    {
        _either?.Dispose();
        _timeout?.Dispose();
    }

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        if (HttpContext.Response.HasStarted)
        {
            throw new InvalidOperationException("Response headers can only be sent once per call.");
        }

        foreach (var entry in responseHeaders)
        {
            Write(entry.Key, MetadataHeaders.ValueOf(entry), inHeaders: true);
        }

        await HttpContext.Response.BodyWriter.FlushAsync(CancellationToken);
    }

    private void Write(string key, string value, bool inHeaders)
    {
        if (inHeaders)
        {
            HttpContext.Response.Headers.Append(key, value);
        }
        else
        {
            HttpContext.Response.AppendTrailer(key, value);
        }
    }

    private Metadata ReadHeaders()
    {
        var metadata = new Metadata();
        foreach (var (key, values) in HttpContext.Request.Headers)
        {
            foreach (var value in values)
            {
                MetadataHeaders.AddTo(metadata, key, value ?? "");
            }
        }

        return metadata;
    }
}
