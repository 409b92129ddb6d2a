using System.Threading.Channels;

namespace Tarl.PolicyServer.Generate;

/// <summary>An order to a generation thread: read these tokens, then sample until the turn ends.</summary>
/// <param name="Live">Whoever follows the turn token by token; null if nobody does.</param>
/// <param name="TopCount">How many of the likeliest tokens they are told at each place.</param>
internal sealed record TurnRequest(ConversationState State, int[] Forced, ChannelWriter<LiveToken>? Live, int TopCount)
{
    private readonly TaskCompletionSource<SampledTokens> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<SampledTokens> Sampled => _completion.Task;

    /// <summary>Tokens to feed in the next pass: the forced ones first, later the one just sampled.</summary>
    public ReadOnlyMemory<int> Pending { get; set; } = Forced;

    public List<int> Turn { get; } = [];

    public void Add(LiveToken sampled)
    {
        Turn.Add(sampled.Token);
        Live?.TryWrite(sampled);
    }

    public void Complete(bool finished)
    {
        Live?.TryComplete();
        _completion.TrySetResult(new SampledTokens([.. Turn], finished));
    }

    public void Fail(Exception cause)
    {
        Live?.TryComplete();
        _completion.TrySetException(cause);
    }
}
