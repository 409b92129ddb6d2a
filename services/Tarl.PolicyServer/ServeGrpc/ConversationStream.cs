using System.Threading.Channels;
using Grpc.Core;
using Tarl.Contracts.Policy;
using Tarl.PolicyServer.Generate;
using Wire = Tarl.Contracts.Policy.V1;

namespace Tarl.PolicyServer.ServeGrpc;

/// <summary>One conversation on one stream: opened, then observations and turns in turn, then completed.</summary>
internal sealed class ConversationStream(
    PolicyClient policy, string replica, IAsyncStreamReader<Wire.GenerateRequest> requests, IServerStreamWriter<Wire.GenerateResponse> responses)
{
    /// <exception cref="ArgumentException">A message cannot be read, or comes out of order.</exception>
    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        var open = await FirstAsync(cancellationToken);
        await using var conversation = await policy.OpenConversationAsync(open.ToContract(), cancellationToken);
        var opened = new Wire.ConversationOpened { Replica = replica, PolicyVersion = policy.ServedVersion };
        await responses.WriteAsync(new Wire.GenerateResponse { Opened = opened }, cancellationToken);
        await foreach (var step in requests.ReadAllAsync(cancellationToken))
        {
            if (step.Complete is not null)
            {
                var reference = await conversation.CompleteAsync(cancellationToken);
                await responses.WriteAsync(new Wire.GenerateResponse { Completed = reference.ToWire() }, cancellationToken);
                return;
            }

            var observations = step.Observe ?? throw new ArgumentException($"A conversation cannot go on with {step.StepCase}.");
            await SampleAsync(conversation, [.. observations.Turns.Select(turn => turn.ToContract())], open.StreamTokens, cancellationToken);
        }
    }

    private async Task<Wire.OpenConversation> FirstAsync(CancellationToken cancellationToken) =>
        await requests.MoveNext(cancellationToken) && requests.Current.Open is { } open
            ? open
            : throw new ArgumentException("A conversation begins with its opening.");

    private async Task SampleAsync(
        PolicyConversation conversation, IReadOnlyList<Contracts.Episodes.Turn> observations, bool streamTokens, CancellationToken cancellationToken)
    {
        // A turn's length is bounded, and so is what waits here for a slow reader.
        var live = streamTokens ? Channel.CreateUnbounded<LiveToken>() : null;
        var sampling = conversation.SampleAsync(observations, live?.Writer, cancellationToken).AsTask();
        if (live is not null)
        {
            await StreamAsync(live.Reader, cancellationToken);
        }

        await responses.WriteAsync(new Wire.GenerateResponse { Turn = (await sampling).ToWire() }, cancellationToken);
    }

    /// <summary>Sends what has been sampled since the last message, one token or many.</summary>
    private async Task StreamAsync(ChannelReader<LiveToken> live, CancellationToken cancellationToken)
    {
        while (await live.WaitToReadAsync(cancellationToken))
        {
            var tokens = new Wire.SampledTokens();
            while (tokens.Tokens.Count < EpisodeTokenChunks.TokensPerChunk && live.TryRead(out var token))
            {
                tokens.Tokens.Add(token.Token);
                tokens.BehaviorLogprobs.Add(token.Logprob);
                tokens.PolicyVersions.Add(token.PolicyVersion);
            }

            await responses.WriteAsync(new Wire.GenerateResponse { Tokens = tokens }, cancellationToken);
        }
    }
}
