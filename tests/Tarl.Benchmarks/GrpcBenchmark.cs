using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Policy.V1;
using OpenConversation = Tarl.Contracts.Policy.V1.OpenConversation;

namespace Tarl.Benchmarks;

/// <summary>The policy server's messages between client and server on the loopback interface, both in this process.</summary>
internal static class GrpcBenchmark
{
    private const int Repetitions = 7;
    private const int EpisodeTokens = 1_000_000;
    private const int SingleTokens = 100_000;
    private const int Turns = 3000;

    public static void Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        await using var server = await StartAsync();
        using var channel = GrpcChannel.ForAddress(server.Urls.Single());
        var client = new PolicyService.PolicyServiceClient(channel);
        var (streamed, single, latency, status) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i <= Repetitions; i++)
        {
            streamed.Add(await StreamLogprobsAsync(client));
            single.Add(await SingleTokensAsync(client));
            latency.Add(await TurnAsync(client));
            status.Add(await StatusAsync(client));
        }

        Console.WriteLine($"medians of {Repetitions}, after one to warm up");
        Console.WriteLine($"tokens in chunks of {EpisodeTokenChunks.TokensPerChunk}:  {Median(streamed),12:N0} tokens/s");
        Console.WriteLine($"single-token messages: {Median(single),12:N0} messages/s");
        Console.WriteLine($"write to read, there and back: {Median(latency),9:F3} ms");
        Console.WriteLine($"unary calls, one after the other: {Median(status),9:N0} calls/s");
    }

    private static double Median(List<double> values) => values.Skip(1).Order().ElementAt(Repetitions / 2);

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<CannedPolicyService>();
        await app.StartAsync();
        return app;
    }

    private static async Task<double> StreamLogprobsAsync(PolicyService.PolicyServiceClient client)
    {
        var watch = Stopwatch.StartNew();
        using var call = client.StreamLogprobs(new StreamLogprobsRequest { EpisodeId = $"{EpisodeTokens}" });
        var tokens = 0;
        await foreach (var chunk in call.ResponseStream.ReadAllAsync())
        {
            tokens += chunk.Tokens.Count;
        }

        return tokens / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> SingleTokensAsync(PolicyService.PolicyServiceClient client)
    {
        using var call = client.Generate();
        await call.RequestStream.WriteAsync(new GenerateRequest { Open = new OpenConversation { Seed = SingleTokens } });
        var watch = Stopwatch.StartNew();
        var messages = 0;
        while (messages < SingleTokens && await call.ResponseStream.MoveNext())
        {
            messages++;
        }

        return messages / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Milliseconds from a request's write to the read of its answer.</summary>
    private static async Task<double> TurnAsync(PolicyService.PolicyServiceClient client)
    {
        using var call = client.Generate();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Turns; i++)
        {
            await call.RequestStream.WriteAsync(new GenerateRequest { Open = new OpenConversation { Seed = 1 } });
            await call.ResponseStream.MoveNext();
        }

        return watch.Elapsed.TotalMilliseconds / Turns;
    }

    private static async Task<double> StatusAsync(PolicyService.PolicyServiceClient client)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Turns; i++)
        {
            await client.GetStatusAsync(new GetStatusRequest());
        }

        return Turns / watch.Elapsed.TotalSeconds;
    }
}
