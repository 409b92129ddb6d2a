using System.Threading.Channels;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Policy.Chat;
using Tarl.PolicyServer.KeepTokens;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.PolicyServer.Generate;

/// <summary>One episode's conversation with the policy, served by one generation thread.</summary>
internal sealed class PolicyConversation(ConversationState state, GenerationThread thread, TokenLedger ledger, string replica, Action closed)
    : IPolicyConversation
{
    private int[] _unread = Opening(state);
    private int _closed;

    public ChatTemplate Template => state.Template;

    /// <summary>The tokens, forced and sampled, that the conversation may have.</summary>
    public int MaxTokens => state.Engine.Config.MaxPositions;

    public ValueTask<SampledTurn> SampleAsync(IReadOnlyList<Turn> observations, CancellationToken cancellationToken) =>
        SampleAsync(observations, null, cancellationToken);

    public ValueTask<SampledTurn> SampleAsync(IReadOnlyList<Turn> observations, ChannelWriter<LiveToken>? live, CancellationToken cancellationToken) =>
        SampleAsync(Unread(observations), live, topCount: 0, cancellationToken);

    /// <summary>What is forced before the agent's next turn of a conversation that only its caller remembers.</summary>
    /// <param name="turns">All of it, the agent's earlier turns included.</param>
    public int[] Recall(IReadOnlyList<Turn> turns)
    {
        using var charge = CpuLedger.For(CpuAccount.Rollout);
        return [.. _unread, .. state.Template.Transcript(turns)];
    }

    /// <param name="forced">All that the model has not yet read.</param>
    /// <param name="live">Gets every token as soon as it is sampled, and is completed after the last one; it must have room for all.</param>
    /// <param name="topCount">How many of the likeliest tokens it gets with each.</param>
    public async ValueTask<SampledTurn> SampleAsync(int[] forced, ChannelWriter<LiveToken>? live, int topCount, CancellationToken cancellationToken)
    {
        if (!state.HasRoomFor(forced.Length + 1))
        {
            live?.Complete();
            return new SampledTurn { Turn = new Turn { Role = TurnRole.Agent, Text = "" }, Finished = false };
        }

        // The last token of the turn before was recorded when it was sampled, but has not been read by the model.
        var before = state.Tokens;
        state.AppendForced(state.Tokens == 0 ? forced : forced.AsSpan(1));
        var request = new TurnRequest(state, forced, live, topCount);
        PolicyServerMetrics.Forced(state.Tokens - before);
        thread.Submit(request);
        var sampled = await request.Sampled.WaitAsync(cancellationToken);
        PolicyServerMetrics.Sampled(sampled.Tokens.Length);
        _unread = [sampled.Tokens[^1]];
        return Parse(sampled);
    }

    public ValueTask<LedgerReference> CompleteAsync(CancellationToken cancellationToken)
    {
        if (state.Request.KeepTokens)
        {
            ledger.Keep(state.Request.EpisodeId, state.ToEpisodeTokens());
        }

        return ValueTask.FromResult(
            new LedgerReference { Replica = replica, Tokens = state.Tokens, SampledTokens = state.SampledTokenCount });
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            thread.Close(state);
            closed();
            PolicyServerMetrics.Closed();
        }

        return ValueTask.CompletedTask;
    }

    private static int[] Opening(ConversationState state)
    {
        using var charge = CpuLedger.For(CpuAccount.Rollout);
        return state.Template.System(state.Request.Domain, state.Request.Guidelines, state.Request.Tools);
    }

    private int[] Unread(IReadOnlyList<Turn> observations)
    {
        using var charge = CpuLedger.For(CpuAccount.Rollout);
        return [.. _unread, .. state.Template.Observations(observations)];
    }

    private SampledTurn Parse(SampledTokens sampled)
    {
        using var charge = CpuLedger.For(CpuAccount.Rollout);
        var turn = state.Template.ParseAgentTurn(sampled.Tokens);
        return new SampledTurn { Turn = turn with { SampledTokens = sampled.Tokens.Length }, Finished = sampled.Finished };
    }
}
