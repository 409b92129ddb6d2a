using MassTransit;
using Tarl.Contracts.Rewards;
using Tarl.Contracts.Training;

namespace Tarl.Cli.HostServices;

/// <summary>Listens to what the command line reports on.</summary>
public sealed class RunEventsConsumer(RunEvents events)
    : IConsumer<EpisodeScored>, IConsumer<CloningProgressed>, IConsumer<CloningCompleted>, IConsumer<UpdateCompleted>, IConsumer<LearnerFailed>
{
    public Task Consume(ConsumeContext<EpisodeScored> context) => Add(context.Message);

    public Task Consume(ConsumeContext<CloningProgressed> context) => Add(context.Message);

    public Task Consume(ConsumeContext<CloningCompleted> context) => Add(context.Message);

    public Task Consume(ConsumeContext<UpdateCompleted> context) => Add(context.Message);

    public Task Consume(ConsumeContext<LearnerFailed> context) => Add(context.Message);

    private Task Add(object message)
    {
        events.Add(message);
        return Task.CompletedTask;
    }
}
