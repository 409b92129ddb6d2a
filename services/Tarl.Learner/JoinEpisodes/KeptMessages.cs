using MassTransit;

namespace Tarl.Learner.JoinEpisodes;

/// <summary>How long a message is kept by whoever carries it.</summary>
internal static class KeptMessages
{
    /// <summary>
    /// A broker keeps a message until what it tells is recorded, for a learner that is started anew. In memory there is nobody to keep it for: it would only
    /// hold one of the endpoint's places.
    /// </summary>
    public static Task KeptUntil(this ConsumeContext context, Task recorded) =>
        context.ReceiveContext.InputAddress.Scheme == "loopback" ? Task.CompletedTask : recorded.WaitAsync(context.CancellationToken);
}
