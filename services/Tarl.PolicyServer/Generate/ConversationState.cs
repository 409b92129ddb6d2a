using Tarl.Contracts.Policy;
using Tarl.Policy.Chat;
using Tarl.Policy.Engines;
using Tarl.PolicyServer.ServeWeights;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.PolicyServer.Generate;

/// <summary>A conversation as its generation thread knows it; no other thread touches it while a turn is being sampled.</summary>
internal sealed class ConversationState(OpenConversation request, ServedPolicy policy)
{
    private readonly List<int> _tokens = [];
    private readonly List<bool> _sampled = [];
    private readonly List<float> _logprobs = [];
    private readonly List<int> _versions = [];

    public OpenConversation Request { get; } = request;
    public IPolicyEngine Engine { get; } = policy.Engine;
    public ChatTemplate Template { get; } = policy.Template;

    /// <summary>The token that ends a turn.</summary>
    public int EndToken { get; } = policy.Template.EndOfTurnToken;

    public SeededRandom Random { get; } = new(SeededRandom.Derive(request.Seed, "sampling"));

    /// <summary>The generator's handle; −1 until the first turn.</summary>
    public int Sequence { get; set; } = -1;

    public int Tokens => _tokens.Count;
    public int SampledTokenCount { get; private set; }

    /// <summary>Whether the context has room for so many more tokens.</summary>
    public bool HasRoomFor(int tokens) => _tokens.Count + tokens <= Engine.Config.MaxPositions;

    public void AppendForced(ReadOnlySpan<int> tokens)
    {
        foreach (var token in tokens)
        {
            Append(token, sampled: false, logprob: 0, version: -1);
        }
    }

    public void AppendSampled(int token, float logprob, int version)
    {
        Append(token, sampled: true, logprob, version);
        SampledTokenCount++;
    }

    public EpisodeTokens ToEpisodeTokens() => new()
    {
        Tokens = [.. _tokens],
        Sampled = [.. _sampled],
        BehaviorLogprobs = [.. _logprobs],
        PolicyVersions = [.. _versions],
    };

    private void Append(int token, bool sampled, float logprob, int version)
    {
        _tokens.Add(token);
        _sampled.Add(sampled);
        _logprobs.Add(logprob);
        _versions.Add(version);
    }
}
