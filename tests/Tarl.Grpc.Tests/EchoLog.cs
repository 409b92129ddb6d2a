namespace Tarl.Grpc.Tests;

/// <summary>What a test wants to know of the server's side.</summary>
internal sealed class EchoLog
{
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _written;

    /// <summary>Responses of the newest server stream that the server got rid of.</summary>
    public int Written
    {
        get => Volatile.Read(ref _written);
        set => Volatile.Write(ref _written, value);
    }

    /// <summary>When the first stream ends: whether its token was cancelled.</summary>
    public Task<bool> Ended => _ended.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void End(bool cancelled) => _ended.TrySetResult(cancelled);
}
