using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Tarl.Grpc.Tests.Protos;

namespace Tarl.Grpc.Tests;

/// <summary>Our client with our server.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private EchoServer _server = null!;
    private Protos.EchoService.EchoServiceClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await EchoServer.StartAsync();
        _client = _server.Connect();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private static Task<RpcException> FailsAsync(Func<Task> call) => Assert.ThrowsAsync<RpcException>(() => call().WaitAsync(Patience));

    [Fact]
    public async Task Unary_Answers() => Assert.Equal("größer", (await _client.UnaryAsync(new EchoRequest { Text = "größer" })).Text);

    [Fact]
    public void Unary_Blocking_Answers() => Assert.Equal("here", _client.Unary(new EchoRequest { Text = "here" }).Text);

    [Fact]
    public async Task Unary_EmptyMessage_Answers() => Assert.Equal("", (await _client.UnaryAsync(new EchoRequest())).Text);

    [Fact]
    public async Task ServerStream_GivesEveryMessageInOrder()
    {
        using var call = _client.ServerStream(new EchoRequest { Count = 5000 });
        var numbers = new List<int>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync()) numbers.Add(reply.Number);
        Assert.Equal(Enumerable.Range(0, 5000), numbers);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task ClientStream_AnswersWhenTheStreamIsComplete()
    {
        using var call = _client.ClientStream();
        foreach (var text in new[] { "a", "b", "", "c" }) await call.RequestStream.WriteAsync(new EchoRequest { Text = text });
        await call.RequestStream.CompleteAsync();
        var reply = await call;
        Assert.Equal(("abc", 4), (reply.Text, reply.Number));
    }

    [Fact]
    public async Task Duplex_AnswersEachBeforeTheNextIsSent()
    {
        using var call = _client.Duplex();
        for (var i = 0; i < 100; i++)
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Text = $"t{i}" });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(($"t{i}", i), (call.ResponseStream.Current.Text, call.ResponseStream.Current.Number));
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Duplex_MessagesThatMayWait_AllArrive()
    {
        using var call = _client.Duplex();
        call.RequestStream.WriteOptions = new WriteOptions(WriteFlags.BufferHint);
        for (var i = 0; i < 100; i++) await call.RequestStream.WriteAsync(new EchoRequest { Text = $"t{i}" });
        await call.RequestStream.CompleteAsync();
        Assert.Equal(100, await call.ResponseStream.ReadAllAsync().CountAsync());
    }

    [Fact]
    public async Task WriteAsync_WhileAnotherIsUnderWayOrAfterTheEnd_IsRefused()
    {
        using var call = _client.Duplex();
        await call.RequestStream.CompleteAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => call.RequestStream.WriteAsync(new EchoRequest()));
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument, "")]
    [InlineData(StatusCode.NotFound, "no such episode")]
    [InlineData(StatusCode.Unavailable, "100 % — größer\nals 1")]
    [InlineData(StatusCode.Unauthenticated, "%41")]
    public async Task Unary_MethodFails_GivesItsStatusAndTrailers(StatusCode code, string text)
    {
        var error = await FailsAsync(async () => await _client.UnaryAsync(new EchoRequest { Status = (int)code, StatusText = text }));
        Assert.Equal((code, text), (error.StatusCode, error.Status.Detail));
        Assert.Equal("asked", error.Trailers.GetValue("x-why"));
        Assert.Equal([0, 0xFF], error.Trailers.GetValueBytes("x-why-bin"));
    }

    [Fact]
    public async Task ServerStream_FailsAfterMessages_GivesTheMessagesThenTheStatus()
    {
        using var call = _client.ServerStream(new EchoRequest { Count = 2, Status = 8, StatusText = "enough" });
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.True(await call.ResponseStream.MoveNext());
        var error = await FailsAsync(() => call.ResponseStream.MoveNext());
        Assert.Equal((StatusCode.ResourceExhausted, "enough"), (error.StatusCode, error.Status.Detail));
        Assert.Equal("asked", call.GetTrailers().GetValue("x-why"));
    }

    [Fact]
    public async Task Metadata_TextAndBytes_ComeBackAsHeadersAndTrailers()
    {
        var headers = new Metadata { { "X-Echo", "one" }, { "x-echo", "two" }, { "x-echo-bin", [1, 0, 255] } };
        using var call = _client.UnaryAsync(new EchoRequest(), headers);
        var received = await call.ResponseHeadersAsync;
        await call;
        Assert.Equal(["one", "two"], received.GetAll("x-echo").SelectMany(entry => entry.Value.Split(", ")));
        Assert.Equal([1, 0, 255], received.GetValueBytes("x-echo-bin"));
        Assert.Equal([1, 0, 255], call.GetTrailers().GetValueBytes("x-echo-bin"));
        Assert.DoesNotContain(call.GetTrailers(), entry => entry.Key.StartsWith("grpc-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unary_MethodThrows_IsUnknownAndTellsNothing()
    {
        var error = await FailsAsync(async () => await _client.UnaryAsync(new EchoRequest { Text = "throw" }));
        Assert.Equal((StatusCode.Unknown, "Exception was thrown by handler."), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task Deadline_PassesOnTheServer_EndsBothSides()
    {
        using var call = _client.Duplex(deadline: DateTime.UtcNow.AddMilliseconds(300));
        await call.RequestStream.WriteAsync(new EchoRequest { DelayMs = 60_000 });
        Assert.Equal(StatusCode.DeadlineExceeded, (await FailsAsync(() => call.ResponseStream.MoveNext())).StatusCode);
        Assert.True(await _server.Log.Ended);
    }

    [Fact]
    public async Task Deadline_InThePast_FailsAtOnce()
    {
        var error = await FailsAsync(async () => await _client.UnaryAsync(new EchoRequest(), deadline: DateTime.UtcNow.AddSeconds(-1)));
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    [Fact]
    public async Task Deadline_FarAway_DoesNothing() =>
        Assert.Equal("x", (await _client.UnaryAsync(new EchoRequest { Text = "x" }, deadline: DateTime.UtcNow.AddYears(5))).Text);

    [Fact]
    public async Task Deadline_NotInUtc_IsRefused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _client.UnaryAsync(new EchoRequest(), deadline: DateTime.Now.AddMinutes(1)));

    [Fact]
    public async Task Cancel_MidStream_EndsBothSides()
    {
        using var stop = new CancellationTokenSource();
        using var call = _client.ServerStream(new EchoRequest { Count = int.MaxValue }, cancellationToken: stop.Token);
        Assert.True(await call.ResponseStream.MoveNext());
        await stop.CancelAsync();
        var error = await FailsAsync(async () => { while (await call.ResponseStream.MoveNext()) { } });
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        Assert.True(await _server.Log.Ended);
    }

    [Fact]
    public async Task Cancel_WhileWaitingForAMessage_EndsBothSides()
    {
        using var stop = new CancellationTokenSource();
        using var call = _client.Duplex();
        await call.RequestStream.WriteAsync(new EchoRequest());
        Assert.True(await call.ResponseStream.MoveNext());
        var waiting = call.ResponseStream.MoveNext(stop.Token);
        await stop.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await FailsAsync(() => waiting)).StatusCode);
        Assert.True(await _server.Log.Ended);
        Assert.Equal(StatusCode.Cancelled, (await FailsAsync(() => call.RequestStream.WriteAsync(new EchoRequest()))).StatusCode);
    }

    [Fact]
    public async Task Dispose_OpenStream_CancelsItOnTheServer()
    {
        using (var call = _client.ServerStream(new EchoRequest { Count = int.MaxValue }))
        {
            Assert.True(await call.ResponseStream.MoveNext());
        }

        Assert.True(await _server.Log.Ended);
    }

    [Fact]
    public async Task Cancel_BeforeTheCall_IsCancelled()
    {
        var error = await FailsAsync(async () => await _client.UnaryAsync(new EchoRequest(), cancellationToken: new CancellationToken(canceled: true)));
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
    }

    [Fact]
    public async Task SlowReader_HoldsBackItsOwnCallAlone()
    {
        var chunk = new EchoRequest { Count = int.MaxValue, Payload = ByteString.CopyFrom(new byte[10_000]) };
        using var slow = _client.ServerStream(chunk);
        Assert.True(await slow.ResponseStream.MoveNext());

        using var fast = _client.Duplex();
        for (var i = 0; i < 2000; i++)
        {
            await fast.RequestStream.WriteAsync(chunk);
            Assert.True(await fast.ResponseStream.MoveNext().WaitAsync(Patience));
        }

        // What lies in the windows and buffers of the two sides: far less than a server would write that nobody held back.
        var written = _server.Log.Written;
        Assert.InRange(written * 10_000L, 10_000, 24 * 1024 * 1024);
        for (var i = 0; i < 2000; i++) Assert.True(await slow.ResponseStream.MoveNext().WaitAsync(Patience));
    }

    [Fact]
    public async Task Receive_RequestLargerThanAllowed_IsResourceExhausted()
    {
        await using var strict = await EchoServer.StartAsync(options => options.MaxReceiveMessageSize = 1000);
        var client = strict.Connect();
        Assert.Equal("", (await client.UnaryAsync(new EchoRequest { Payload = ByteString.CopyFrom(new byte[900]) })).Text);
        var error = await FailsAsync(async () => await client.UnaryAsync(new EchoRequest { Payload = ByteString.CopyFrom(new byte[3_000_000]) }));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task Receive_ResponseLargerThanAllowed_IsResourceExhausted()
    {
        var client = _server.Connect(new GrpcChannelOptions { MaxReceiveMessageSize = 1000 });
        var error = await FailsAsync(async () => await client.UnaryAsync(new EchoRequest { Payload = ByteString.CopyFrom(new byte[2000]) }));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task Send_MessageLargerThanAllowed_IsResourceExhausted()
    {
        var client = _server.Connect(new GrpcChannelOptions { MaxSendMessageSize = 1000 });
        var large = new EchoRequest { Payload = ByteString.CopyFrom(new byte[2000]) };
        Assert.Equal(StatusCode.ResourceExhausted, (await FailsAsync(async () => await client.UnaryAsync(large))).StatusCode);
        using var call = client.Duplex();
        Assert.Equal(StatusCode.ResourceExhausted, (await FailsAsync(() => call.RequestStream.WriteAsync(large))).StatusCode);
    }

    [Fact]
    public async Task Send_ResponseLargerThanAllowed_IsResourceExhausted()
    {
        await using var strict = await EchoServer.StartAsync(options => options.MaxSendMessageSize = 1000);
        var error = await FailsAsync(async () => await strict.Connect().UnaryAsync(new EchoRequest { Payload = ByteString.CopyFrom(new byte[2000]) }));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task Unary_LargestMessageByDefault_Passes()
    {
        var payload = ByteString.CopyFrom([.. Enumerable.Range(0, (4 * 1024 * 1024) - 100).Select(i => (byte)i)]);
        Assert.Equal(payload, (await _client.UnaryAsync(new EchoRequest { Payload = payload })).Payload);
    }

    [Theory]
    [InlineData("tarl.tests.v1.EchoService", "Nothing")]
    [InlineData("tarl.tests.v1.Nobody", "Unary")]
    public async Task UnknownMethodOrService_IsUnimplemented(string service, string name)
    {
        var marshaller = Marshallers.Create(message => message, bytes => bytes);
        var method = new Method<byte[], byte[]>(MethodType.Unary, service, name, marshaller, marshaller);
        using var channel = GrpcChannel.ForAddress(_server.Address);
        var error = await FailsAsync(async () => await channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, [1]));
        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    [Fact]
    public async Task Unary_RequestIsNotItsMessage_IsInternal()
    {
        var marshaller = Marshallers.Create(message => message, bytes => bytes);
        var method = new Method<byte[], byte[]>(MethodType.Unary, "tarl.tests.v1.EchoService", "Unary", marshaller, marshaller);
        using var channel = GrpcChannel.ForAddress(_server.Address);
        var error = await FailsAsync(async () => await channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, [0xFF, 0xFF, 0xFF]));
        Assert.Equal(StatusCode.Internal, error.StatusCode);
    }

    [Fact]
    public async Task Unary_NobodyListens_IsUnavailable()
    {
        await _server.DisposeAsync();
        var error = await FailsAsync(async () => await _client.UnaryAsync(new EchoRequest()));
        Assert.Contains(error.StatusCode, new[] { StatusCode.Unavailable, StatusCode.Cancelled });
        using var channel = GrpcChannel.ForAddress("http://127.0.0.1:1");
        var refused = await FailsAsync(async () => await new Protos.EchoService.EchoServiceClient(channel).UnaryAsync(new EchoRequest()));
        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
    }

    [Fact]
    public async Task Channel_Disposed_EndsItsCalls()
    {
        using var channel = GrpcChannel.ForAddress(_server.Address);
        using var call = new Protos.EchoService.EchoServiceClient(channel).Duplex();
        await call.RequestStream.WriteAsync(new EchoRequest());
        Assert.True(await call.ResponseStream.MoveNext());
        var waiting = call.ResponseStream.MoveNext();
        await channel.ShutdownAsync();
        Assert.Equal(StatusCode.Cancelled, (await FailsAsync(() => waiting)).StatusCode);
    }

    [Fact]
    public async Task ManyCallsAtOnce_AllAnswered()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 500).Select(async i => (await _client.UnaryAsync(new EchoRequest { Text = $"{i}", DelayMs = 20 })).Text));
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), replies);
    }
}
