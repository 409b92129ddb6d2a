namespace Tarl.Policy.Engines;

/// <summary>
/// Batched generation with one key/value cache a sequence. Single-threaded; several generators may run at once over the same weights.
/// Each <see cref="Advance"/> uses the newest weights; what is cached already stays as it was computed.
/// </summary>
public interface IGenerator : IDisposable
{
    /// <summary>Starts an empty sequence and returns its handle. Handles of closed sequences are used again.</summary>
    int Open();

    void Close(int sequence);

    /// <summary>Tokens in the sequence's cache.</summary>
    int Length(int sequence);

    /// <summary>
    /// One packed forward pass over all inputs; <paramref name="outputs"/> has one entry an input.
    /// Throws <see cref="ArgumentException"/> for a closed sequence, an unknown token or a sequence beyond the model's
    /// positions, before any cache has changed.
    /// </summary>
    void Advance(ReadOnlySpan<GenerationInput> inputs, Span<SampledToken> outputs);
}
