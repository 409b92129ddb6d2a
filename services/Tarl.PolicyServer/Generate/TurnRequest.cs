namespace Tarl.PolicyServer.Generate;

/// <summary>An order to a generation thread: read these tokens, then sample until the turn ends.</summary>
internal sealed record TurnRequest(ConversationState State, int[] Forced)
{
    private readonly TaskCompletionSource<SampledTokens> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<SampledTokens> Sampled => _completion.Task;

    /// <summary>Tokens to feed in the next pass: the forced ones first, later the one just sampled.</summary>
    public ReadOnlyMemory<int> Pending { get; set; } = Forced;

    public List<int> Turn { get; } = [];

    public void Complete(bool finished) => _completion.TrySetResult(new SampledTokens([.. Turn], finished));

    public void Fail(Exception cause) => _completion.TrySetException(cause);
}
