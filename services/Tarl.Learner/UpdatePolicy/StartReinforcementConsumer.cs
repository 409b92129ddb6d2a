using MassTransit;
using Tarl.Contracts.Training;

namespace Tarl.Learner.UpdatePolicy;

/// <summary>Starts the clock that the first update's rollouts are timed by.</summary>
public sealed class StartReinforcementConsumer(PolicyUpdater updater) : IConsumer<StartReinforcement>
{
    public Task Consume(ConsumeContext<StartReinforcement> context)
    {
        updater.StartClock();
        return Task.CompletedTask;
    }
}
