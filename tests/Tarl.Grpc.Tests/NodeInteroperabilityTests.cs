using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Tarl.Grpc.Tests.Protos;

namespace Tarl.Grpc.Tests;

/// <summary>Our server with a client, and our client with a server, that others wrote: npm's @grpc/grpc-js.</summary>
public sealed class NodeInteroperabilityTests
{
    [NodeFact]
    public async Task NodeClient_EveryKindOfCall_GetsWhatTheContractSays()
    {
        await using var server = await EchoServer.StartAsync();

        var results = await NodePeer.CallAsync("call-echo.mjs", new Uri(server.Address).Authority);

        Assert.Equal("größer", results.GetProperty("unary").GetString());
        Assert.Equal((5, "no such — thing"), (Int(results, "error", "code"), results.GetProperty("error").GetProperty("details").GetString()));
        Assert.Equal("""["asked"]""", results.GetProperty("error").GetProperty("why").GetRawText());
        Assert.Equal("[[0,255]]", results.GetProperty("error").GetProperty("whyBin").GetRawText());
        Assert.True(results.GetProperty("large").GetBoolean());
        Assert.Equal("""["one",[0,255]]""", results.GetProperty("headers").GetRawText());
        Assert.Equal("""["one",[0,255]]""", results.GetProperty("trailers").GetRawText());
        Assert.Equal((int)StatusCode.DeadlineExceeded, results.GetProperty("deadline").GetInt32());
        Assert.Equal((int)StatusCode.Unimplemented, results.GetProperty("compressed").GetInt32());
        Assert.Equal((int)StatusCode.Unimplemented, results.GetProperty("unknown").GetInt32());
        Assert.Equal((int)StatusCode.ResourceExhausted, Int(results, "serverStream", "code"));
        Assert.Equal(Enumerable.Range(0, 300), results.GetProperty("serverStream").GetProperty("numbers").Deserialize<int[]>());
        Assert.Equal((int)StatusCode.Cancelled, results.GetProperty("cancelled").GetInt32());
        Assert.Equal("""["abc",4]""", results.GetProperty("clientStream").GetRawText());
        Assert.Equal(0, Int(results, "duplex", "code"));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"t{i}"), results.GetProperty("duplex").GetProperty("texts").Deserialize<string[]>());
    }

    [NodeFact]
    public async Task NodeServer_EveryKindOfCall_GivesWhatTheContractSays()
    {
        var (peer, address) = await NodePeer.ServeAsync("serve-echo.mjs");
        using var server = peer;
        using var channel = GrpcChannel.ForAddress(address);
        var client = new Protos.EchoService.EchoServiceClient(channel);

        await UnaryAsync(client);
        await StreamsAsync(client);
        var late = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.UnaryAsync(new EchoRequest { DelayMs = 60_000 }, deadline: DateTime.UtcNow.AddMilliseconds(200)));
        Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
        var unknown = new Method<EchoRequest, EchoReply>(
            MethodType.Unary, "tarl.tests.v1.EchoService", "Nothing",
            Marshallers.Create(message => message.ToByteArray(), EchoRequest.Parser.ParseFrom),
            Marshallers.Create(message => message.ToByteArray(), EchoReply.Parser.ParseFrom));
        var error = await Assert.ThrowsAsync<RpcException>(async () => await channel.CreateCallInvoker().AsyncUnaryCall(unknown, null, default, new EchoRequest()));
        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    private static int Int(JsonElement results, string name, string field) => results.GetProperty(name).GetProperty(field).GetInt32();

    private static async Task UnaryAsync(Protos.EchoService.EchoServiceClient client)
    {
        Assert.Equal("größer", (await client.UnaryAsync(new EchoRequest { Text = "größer" })).Text);
        var large = ByteString.CopyFrom([.. Enumerable.Range(0, 1_000_000).Select(i => (byte)i)]);
        Assert.Equal(large, (await client.UnaryAsync(new EchoRequest { Payload = large })).Payload);

        using var call = client.UnaryAsync(new EchoRequest(), new Metadata { { "x-echo", "one" }, { "x-echo-bin", [0, 255] } });
        await call;
        Assert.Equal("one", (await call.ResponseHeadersAsync).GetValue("x-echo"));
        Assert.Equal([0, 255], call.GetTrailers().GetValueBytes("x-echo-bin"));

        var error = await Assert.ThrowsAsync<RpcException>(async () => await client.UnaryAsync(new EchoRequest { Status = 9, StatusText = "no — not now" }));
        Assert.Equal((StatusCode.FailedPrecondition, "no — not now"), (error.StatusCode, error.Status.Detail));
        Assert.Equal("asked", error.Trailers.GetValue("x-why"));
        Assert.Equal([0, 255], error.Trailers.GetValueBytes("x-why-bin"));
    }

    private static async Task StreamsAsync(Protos.EchoService.EchoServiceClient client)
    {
        using (var failing = client.ServerStream(new EchoRequest { Count = 300, Status = 8, StatusText = "enough" }))
        {
            for (var i = 0; i < 300; i++)
            {
                Assert.True(await failing.ResponseStream.MoveNext());
                Assert.Equal(i, failing.ResponseStream.Current.Number);
            }

            Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(() => failing.ResponseStream.MoveNext())).StatusCode);
        }

        using (var endless = client.ServerStream(new EchoRequest { Count = int.MaxValue, Payload = ByteString.CopyFrom(new byte[10_000]) }))
        {
            for (var i = 0; i < 500; i++) Assert.True(await endless.ResponseStream.MoveNext());
        }

        using var texts = client.ClientStream();
        foreach (var text in new[] { "a", "b", "", "c" }) await texts.RequestStream.WriteAsync(new EchoRequest { Text = text });
        await texts.RequestStream.CompleteAsync();
        Assert.Equal("abc", (await texts).Text);

        using var duplex = client.Duplex();
        for (var i = 0; i < 100; i++)
        {
            await duplex.RequestStream.WriteAsync(new EchoRequest { Text = $"t{i}" });
            Assert.True(await duplex.ResponseStream.MoveNext());
            Assert.Equal($"t{i}", duplex.ResponseStream.Current.Text);
        }

        await duplex.RequestStream.CompleteAsync();
        Assert.False(await duplex.ResponseStream.MoveNext());
    }
}
