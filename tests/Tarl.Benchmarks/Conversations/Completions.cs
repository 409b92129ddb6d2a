namespace Tarl.Benchmarks.Conversations;

/// <summary>Notes the episodes that end, until so many have.</summary>
internal sealed class Completions(int expected)
{
    private readonly Lock _lock = new();
    private readonly List<Completed> _completed = [];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Complete once all have ended.</summary>
    public IReadOnlyList<Completed> InOrder => _completed;

    public void Add(Completed completed)
    {
        lock (_lock)
        {
            _completed.Add(completed);
            if (_completed.Count == expected) _all.SetResult();
        }
    }

    public Task AllAsync(CancellationToken cancellationToken) => _all.Task.WaitAsync(cancellationToken);
}
