using Polly;
using Tarl.LanguageModels.Budget;
using Tarl.LanguageModels.Endpoint;
using Tarl.LanguageModels.Messages;

namespace Tarl.LanguageModels.Resilience;

/// <summary>One call and what has become of its attempts.</summary>
internal sealed class ModelCall(CompletionRequest request, long started)
{
    public static ResiliencePropertyKey<ModelCall> Property { get; } = new("call");

    public CompletionRequest Request => request;

    /// <summary>A time stamp of the clock.</summary>
    public long Started => started;

    public TokenUsage Estimate { get; } = TokenEstimate.Of(request);

    /// <summary>Why the last attempt that failed did.</summary>
    public EndpointException? LastFailure { get; set; }

    /// <summary>An attempt has failed since the last pause: no other is to be started beside those under way.</summary>
    public bool HasFailed { get; set; }

    public static ModelCall Of(ResilienceContext context) => context.Properties.GetValue(Property, null!);
}
