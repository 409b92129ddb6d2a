using System.Text.Json;
using Tarl.Cli.Conform.Messages;

namespace Tarl.Cli.Conform;

/// <summary>What has come from the service, and the waiting for it.</summary>
/// <param name="patience">How long whatever must come may take.</param>
internal sealed class ReplyInbox(TimeSpan patience)
{
    /// <summary>How much longer to listen once all has come that was waited for: for what should not come.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private readonly Lock _lock = new();
    private readonly List<Reply> _replies = [];
    private string? _unreadable;
    private TaskCompletionSource _news = NewSignal();

    /// <param name="body">A message as it came.</param>
    public void Add(ReadOnlyMemory<byte> body)
    {
        lock (_lock)
        {
            try
            {
                _replies.Add(Reply.Parse(body));
            }
            catch (JsonException error)
            {
                _unreadable = error.Message;
            }

            _news.TrySetResult();
            _news = NewSignal();
        }
    }

    /// <summary>Waits until so many replies have come that are meant, and a little longer.</summary>
    /// <returns>Those that came: more or fewer than that, perhaps.</returns>
    public async Task<IReadOnlyList<Reply>> HearAsync(Func<Reply, bool> isMeant, int count, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            while (true)
            {
                Task news;
                lock (_lock)
                {
                    if (_replies.Count(isMeant) >= count) break;
                    news = _news.Task;
                }

                await news.WaitAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What came until now is the answer.
        }

        await Task.Delay(Quiet, cancellationToken);
        lock (_lock)
        {
            return [.. _replies.Where(isMeant)];
        }
    }

    /// <summary>The one reply that is meant.</summary>
    /// <exception cref="NonconformityException">None came, or several.</exception>
    public async Task<Reply> HearOneAsync(Func<Reply, bool> isMeant, CancellationToken cancellationToken) => One(await HearAsync(isMeant, 1, cancellationToken));

    /// <summary>One reply for each of several.</summary>
    /// <exception cref="NonconformityException">None came for one of them, or several.</exception>
    public async Task<IReadOnlyList<Reply>> HearEachAsync(IReadOnlyList<Func<Reply, bool>> each, CancellationToken cancellationToken)
    {
        var replies = await HearAsync(reply => each.Any(isMeant => isMeant(reply)), each.Count, cancellationToken);
        return [.. each.Select(isMeant => One([.. replies.Where(isMeant)]))];
    }

    /// <summary>In words: that nothing came, and what came that could not be read.</summary>
    public string Nothing()
    {
        lock (_lock)
        {
            return $"nothing within {patience.TotalSeconds:F0} s" + (_unreadable is null ? "" : $", but a message that cannot be read ({_unreadable})");
        }
    }

    /// <summary>Forgets what has come.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _replies.Clear();
            _unreadable = null;
        }
    }

    private Reply One(IReadOnlyList<Reply> replies) =>
        replies is [var reply] ? reply : throw new NonconformityException(replies.Count == 0 ? Nothing() : $"{replies.Count} messages instead of one");

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
