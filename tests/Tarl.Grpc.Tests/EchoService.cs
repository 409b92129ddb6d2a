using Grpc.Core;
using Tarl.Grpc.Tests.Protos;

namespace Tarl.Grpc.Tests;

/// <summary>Does what echo.proto says.</summary>
internal sealed class EchoService(EchoLog log) : Protos.EchoService.EchoServiceBase
{
    public override async Task<EchoReply> Unary(EchoRequest request, ServerCallContext context)
    {
        await EchoMetadataAsync(context);
        await AnswerAsync(request, context);
        return new EchoReply { Text = request.Text, Payload = request.Payload };
    }

    public override async Task ServerStream(EchoRequest request, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        try
        {
            for (var i = 0; i < request.Count; i++)
            {
                await responseStream.WriteAsync(new EchoReply { Text = request.Text, Number = i, Payload = request.Payload });
                log.Written = i + 1;
            }

            await AnswerAsync(request, context);
        }
        finally
        {
            log.End(context.CancellationToken.IsCancellationRequested);
        }
    }

    public override async Task<EchoReply> ClientStream(IAsyncStreamReader<EchoRequest> requestStream, ServerCallContext context)
    {
        var texts = new List<string>();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            texts.Add(request.Text);
        }

        return new EchoReply { Text = string.Concat(texts), Number = texts.Count };
    }

    public override async Task Duplex(IAsyncStreamReader<EchoRequest> requestStream, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        try
        {
            for (var i = 0; await requestStream.MoveNext(); i++)
            {
                await AnswerAsync(requestStream.Current, context);
                await responseStream.WriteAsync(new EchoReply { Text = requestStream.Current.Text, Number = i, Payload = requestStream.Current.Payload });
            }
        }
        finally
        {
            log.End(context.CancellationToken.IsCancellationRequested);
        }
    }

    private static async Task EchoMetadataAsync(ServerCallContext context)
    {
        var echoed = new Metadata();
        foreach (var entry in context.RequestHeaders.Where(entry => entry.Key is "x-echo" or "x-echo-bin"))
        {
            echoed.Add(entry);
            context.ResponseTrailers.Add(entry);
        }

        if (echoed.Count > 0)
        {
            await context.WriteResponseHeadersAsync(echoed);
        }
    }

    private static async Task AnswerAsync(EchoRequest request, ServerCallContext context)
    {
        if (request.Text == "throw")
        {
            throw new InvalidOperationException("a secret");
        }

        await Task.Delay(request.DelayMs, context.CancellationToken);
        if (request.Status != 0)
        {
            throw new RpcException(new Status((StatusCode)request.Status, request.StatusText), new Metadata { { "x-why", "asked" }, { "x-why-bin", [0, 0xFF] } });
        }
    }
}
