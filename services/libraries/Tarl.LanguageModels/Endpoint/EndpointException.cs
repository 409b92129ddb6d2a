namespace Tarl.LanguageModels.Endpoint;

/// <summary>One attempt failed. Without the SDK's exception inside, whose text may repeat the key.</summary>
internal sealed class EndpointException(string message) : Exception(message)
{
    /// <summary>Another attempt may succeed.</summary>
    public bool Passes { get; init; }

    /// <summary>The endpoint itself is in trouble, rather than this request or its quota.</summary>
    public bool IsOutage { get; init; }

    /// <summary>The server has refused before doing anything, or was never reached: nothing is billed.</summary>
    public bool CostsNothing { get; init; }

    /// <summary>How long the server asks to be left alone; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
