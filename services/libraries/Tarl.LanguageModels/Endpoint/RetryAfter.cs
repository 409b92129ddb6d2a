using System.Net.Http.Headers;

namespace Tarl.LanguageModels.Endpoint;

/// <summary>The header <c>Retry-After</c>: seconds, or a date (RFC 9110, 10.2.3).</summary>
internal static class RetryAfter
{
    /// <returns>Never negative; null if there is none that can be read.</returns>
    public static TimeSpan? Read(string? header, TimeProvider time)
    {
        if (!RetryConditionHeaderValue.TryParse(header, out var value))
        {
            return null;
        }

        var wait = value.Delta ?? value.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
