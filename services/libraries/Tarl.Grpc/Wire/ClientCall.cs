using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Client;

namespace Tarl.Grpc.Wire;

/// <summary>One call as its client sees it. It ends once, with one status: what the server says, or what stopped it before.</summary>
internal sealed class ClientCall<TRequest, TResponse>(GrpcChannel channel, Method<TRequest, TResponse> method, CallOptions options)
    : IAsyncStreamReader<TResponse>, IDisposable
    where TRequest : class
    where TResponse : class
{
    private readonly CancellationTokenSource _stopped = new();
    private readonly Lock _ending = new();
    private CancellationTokenRegistration _cancelled;
    private CancellationTokenRegistration _channelDisposed;
    private ITimer? _deadline;
    private RequestContent? _requests;
    private Task<HttpResponseMessage>? _response;
    private PipeReader? _body;
    private PayloadReader? _messages;
    private TResponse? _current;
    private volatile Outcome? _outcome;

    public Method<TRequest, TResponse> Method => method;

    /// <summary>Cancelled when the call has ended otherwise than by the server's word.</summary>
    public CancellationToken Stopped => _stopped.Token;

    public Task<Metadata> ResponseHeaders { get; private set; } = Task.FromResult(Metadata.Empty);

    public TResponse Current => _current ?? throw new InvalidOperationException("MoveNext has not come to a message.");

    /// <summary>Sends the one request of a call.</summary>
    public void Start(TRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            new PayloadWriter(buffer, channel.Options.MaxSendMessageSize).Write(method.RequestMarshaller, request);
        }
        catch (RpcException tooLarge)
        {
            End(tooLarge.Status, Metadata.Empty);
        }

        Send(new ReadOnlyMemoryContent(buffer.WrittenMemory));
    }

    /// <summary>Opens a stream of requests.</summary>
    public RequestStreamWriter<TRequest, TResponse> Start()
    {
        _requests = new RequestContent();
        Send(_requests);
        return new RequestStreamWriter<TRequest, TResponse>(this, _requests, channel.Options.MaxSendMessageSize) { WriteOptions = options.WriteOptions };
    }

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        using var registration = StopWith(cancellationToken);
        try
        {
            ThrowIfFailed();
            if (_outcome is not null)
            {
                return false;
            }

            _messages ??= await OpenBodyAsync().ConfigureAwait(false);
            _current = await _messages.ReadAsync(method.ResponseMarshaller, _stopped.Token).ConfigureAwait(false);
            if (_current is null)
            {
                await EndAsServerSaysAsync().ConfigureAwait(false);
            }

            return _current is not null;
        }
        catch (Exception failure)
        {
            throw Fail(failure);
        }
    }

    /// <summary>The response of a call that has exactly one.</summary>
    public async Task<TResponse> ReadOnlyMessageAsync()
    {
        if (!await MoveNext(CancellationToken.None).ConfigureAwait(false))
        {
            throw Fail(new RpcException(new Status(StatusCode.Internal, "The server ended the call without a response.")));
        }

        var response = Current;
        if (await MoveNext(CancellationToken.None).ConfigureAwait(false))
        {
            throw Fail(new RpcException(new Status(StatusCode.Internal, "The server sent more than one response.")));
        }

        return response;
    }

    public Status GetStatus() => _outcome?.Status ?? throw new InvalidOperationException("Unable to get the status because the call is not complete.");

    public Metadata GetTrailers() => _outcome?.Trailers ?? throw new InvalidOperationException("Can't get the call trailers because the call is not complete.");

    public void Dispose() => End(Status.DefaultCancelled, Metadata.Empty);

    /// <summary>Cancels the call when a token is cancelled, until the registration is disposed.</summary>
    public CancellationTokenRegistration StopWith(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(
            static call => ((ClientCall<TRequest, TResponse>)call!).End(new Status(StatusCode.Cancelled, "Call canceled by the client."), Metadata.Empty), this);

    /// <summary>
    /// What a writer is to throw. A server that ends the call no longer reads, so its word, if it is there or about to come, says more than the failed write.
    /// </summary>
    public async Task<Exception> WriteFailedAsync(Exception failure)
    {
        if (failure is RpcException)
        {
            return Fail(failure);
        }

        try
        {
            var response = await _response!.ConfigureAwait(false);
            if (response.Headers.Contains(ResponseStatus.Header))
            {
                await EndAsServerSaysAsync().ConfigureAwait(false);
            }
        }
        catch (RpcException)
        {
            // The call has ended with it.
        }

        return _outcome switch
        {
            null => new RpcException(TransportFailure.ToStatus(failure)),
            { Status.StatusCode: StatusCode.OK } => new InvalidOperationException("Can't write the message because the call is complete.", failure),
            var ended => new RpcException(ended.Status, ended.Trailers),
        };
    }

    private void Send(HttpContent content)
    {
        if (_outcome is null)
        {
            _cancelled = StopWith(options.CancellationToken);
            _channelDisposed = StopWith(channel.Disposed);
            StartDeadline();
        }

        _response = SendAsync(content);
        if (_outcome is not null)
        {
            Release();
        }

        ResponseHeaders = ReadHeadersAsync();
        // Whoever is interested awaits them; nobody has to.
        _ = ResponseHeaders.ContinueWith(static headers => headers.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private void StartDeadline()
    {
        if (Remaining() is not { } remaining)
        {
            return;
        }

        if (remaining <= TimeSpan.Zero)
        {
            EndOnDeadline();
        }
        else if (remaining < CallTimeout.LongestTimer)
        {
            _deadline = TimeProvider.System.CreateTimer(
                static call => ((ClientCall<TRequest, TResponse>)call!).EndOnDeadline(), this, remaining, Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan? Remaining()
    {
        if (options.Deadline is not { } deadline || deadline == DateTime.MaxValue)
        {
            return null;
        }

        return deadline.Kind == DateTimeKind.Utc
            ? deadline - TimeProvider.System.GetUtcNow().UtcDateTime
            : throw new InvalidOperationException("Deadline must have a kind DateTimeKind.Utc.");
    }

    private void EndOnDeadline() => End(new Status(StatusCode.DeadlineExceeded, ""), Metadata.Empty);

    private async Task<HttpResponseMessage> SendAsync(HttpContent content)
    {
        try
        {
            ThrowIfFailed();
            var response = await channel.SendAsync(CreateRequest(content), _stopped.Token).ConfigureAwait(false);
            if (ResponseStatus.Refusal(response) is { } refusal)
            {
                response.Dispose();
                throw new RpcException(refusal);
            }

            return response;
        }
        catch (Exception failure)
        {
            throw Fail(failure);
        }
    }

    private HttpRequestMessage CreateRequest(HttpContent content)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(channel.Address, method.FullName))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Headers.TryAddWithoutValidation("user-agent", "grpc-dotnet-tarl");
        if (Remaining() is { } remaining)
        {
            request.Headers.TryAddWithoutValidation("grpc-timeout", CallTimeout.Format(remaining));
        }

        foreach (var entry in options.Headers ?? Metadata.Empty)
        {
            request.Headers.TryAddWithoutValidation(entry.Key, MetadataHeaders.ValueOf(entry));
        }

        return request;
    }

    private async Task<Metadata> ReadHeadersAsync()
    {
        var response = await _response!.ConfigureAwait(false);
        return ResponseStatus.ToMetadata(response.Headers);
    }

    private async Task<PayloadReader> OpenBodyAsync()
    {
        var response = await _response!.ConfigureAwait(false);
        _body = PipeReader.Create(await response.Content.ReadAsStreamAsync(_stopped.Token).ConfigureAwait(false));
        return new PayloadReader(_body, channel.Options.MaxReceiveMessageSize);
    }

    private async Task EndAsServerSaysAsync()
    {
        var response = await _response!.ConfigureAwait(false);
        End(ResponseStatus.Of(response), ResponseStatus.ToTrailers(response));
        ThrowIfFailed();
    }

    private void ThrowIfFailed()
    {
        if (_outcome is { Status.StatusCode: not StatusCode.OK } failed)
        {
            throw new RpcException(failed.Status, failed.Trailers);
        }
    }

    /// <summary>Ends the call with what a failure means, unless it had ended before; that is then what is to be thrown.</summary>
    private RpcException Fail(Exception failure)
    {
        var known = failure as RpcException;
        var outcome = End(known?.Status ?? TransportFailure.ToStatus(failure), known?.Trailers ?? Metadata.Empty);
        return known?.StatusCode == outcome.Status.StatusCode ? known : new RpcException(outcome.Status, outcome.Trailers);
    }

    private Outcome End(Status status, Metadata trailers)
    {
        lock (_ending)
        {
            if (_outcome is { } earlier)
            {
                return earlier;
            }

            _outcome = new Outcome(status, trailers);
        }

        CleanUp(status);
        return _outcome;
    }

    private void CleanUp(Status status)
    {
        _deadline?.Dispose();
        _cancelled.Unregister();
        _channelDisposed.Unregister();
        if (status.StatusCode != StatusCode.OK)
        {
            _stopped.Cancel();
        }

        _requests?.Complete();
        Release();
    }

    /// <summary>Resets the HTTP/2 stream if it is still open.</summary>
    private void Release() => _response?.ContinueWith(
        static response =>
        {
            if (response.IsCompletedSuccessfully)
            {
                response.Result.Dispose();
            }
        },
        CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private sealed record Outcome(Status Status, Metadata Trailers);
}
