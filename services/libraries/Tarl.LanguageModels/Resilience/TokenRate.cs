namespace Tarl.LanguageModels.Resilience;

/// <summary>
/// Lets so many tokens through in a minute (the generic cell rate algorithm, ITU-T I.371): ten seconds' worth at once, then at the rate.
/// </summary>
internal sealed class TokenRate(long? tokensPerMinute, TimeProvider time)
{
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private DateTimeOffset _paidUntil;

    /// <summary>Waits until the tokens may be asked for.</summary>
    public async Task WaitAsync(long tokens, CancellationToken cancellationToken)
    {
        var wait = Take(tokens);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <summary>Corrects what was asked for by what was used.</summary>
    /// <param name="tokens">Used less asked for.</param>
    public void Correct(long tokens)
    {
        lock (_lock)
        {
            _paidUntil += Duration(tokens);
        }
    }

    private TimeSpan Take(long tokens)
    {
        if (tokensPerMinute is null)
        {
            return TimeSpan.Zero;
        }

        var now = time.GetUtcNow();
        lock (_lock)
        {
            _paidUntil = _paidUntil > now ? _paidUntil : now;
            var wait = _paidUntil - Burst - now;
            _paidUntil += Duration(tokens);
            return wait;
        }
    }

    private TimeSpan Duration(long tokens) => tokensPerMinute is { } rate ? TimeSpan.FromMinutes((double)tokens / rate) : TimeSpan.Zero;
}
