using MassTransit;

namespace Tarl.Messaging.HoldBack;

/// <summary>Messages that come before the <see cref="PrerequisiteGate"/> has opened wait: they would only fail.</summary>
internal sealed class HeldBack<T>(PrerequisiteGate gate) : IFilter<ConsumeContext<T>>
    where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        await gate.Opened.WaitAsync(context.CancellationToken);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("heldBack");
}
