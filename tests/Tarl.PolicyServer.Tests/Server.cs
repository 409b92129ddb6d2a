using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Training;
using Tarl.PolicyServer.Generate;
using Tarl.PolicyServer.KeepTokens;
using Tarl.PolicyServer.ServeWeights;

namespace Tarl.PolicyServer.Tests;

/// <summary>A policy server without a bus.</summary>
internal sealed class Server : IDisposable
{
    public Server(CheckpointPublished checkpoint, int threads = 1, int maxTokensPerStep = 2048)
    {
        var options = Options.Create(new PolicyServerOptions { Threads = threads, MaxTokensPerStep = maxTokensPerStep });
        Weights = new WeightStore(options);
        Ledger = new TokenLedger(options, TimeProvider.System);
        Client = new PolicyClient(Weights, Ledger, options);
        Weights.Load(checkpoint);
    }

    public WeightStore Weights { get; }
    public TokenLedger Ledger { get; }
    public PolicyClient Client { get; }

    public static Turn User(string text) => new() { Role = TurnRole.User, Text = text };

    public static Turn Tool(string text) => new() { Role = TurnRole.Tool, Text = text };

    /// <summary>Plays some turns, each after one observation, and gives the tokens that the ledger has of them.</summary>
    public async Task<EpisodeTokens> PlayAsync(OpenConversation request, params Turn[] observations)
    {
        await using var conversation = await Client.OpenAsync(request, CancellationToken.None);
        foreach (var observation in observations)
        {
            if (!(await conversation.SampleAsync([observation], CancellationToken.None)).Finished)
            {
                break;
            }
        }

        return await TakeAsync(conversation, request);
    }

    /// <summary>A conversation whose sampling options nobody has looked at.</summary>
    public IPolicyConversation OpenUnchecked(OpenConversation request)
    {
        var state = new ConversationState(request, Weights.WaitForAsync(0, default).AsTask().Result);
        return new PolicyConversation(state, Client.NextThread(), Ledger, "here", closed: () => { });
    }

    public async Task<EpisodeTokens> TakeAsync(IPolicyConversation conversation, OpenConversation request)
    {
        var reference = await conversation.CompleteAsync(CancellationToken.None);
        return (await Ledger.TakeAsync(reference, request.EpisodeId, CancellationToken.None))!;
    }

    public void Dispose()
    {
        Client.Dispose();
        Weights.Dispose();
    }
}
