using MassTransit;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Rewards;
using Tarl.Contracts.Training;

namespace Tarl.Cli.HostServices;

/// <summary>Listens to what the command line reports on.</summary>
public sealed class RunEventsConsumer(RunEvents events)
    : IConsumer<EpisodeScored>, IConsumer<CloningProgressed>, IConsumer<CloningCompleted>, IConsumer<UpdateCompleted>, IConsumer<LearnerFailed>,
        IConsumer<Fault<StartCloning>>, IConsumer<Fault<StartReinforcement>>, IConsumer<Fault<RequestRollout>>, IConsumer<Fault<CheckpointPublished>>
{
    public Task Consume(ConsumeContext<EpisodeScored> context) => Add(context.Message);

    public Task Consume(ConsumeContext<CloningProgressed> context) => Add(context.Message);

    public Task Consume(ConsumeContext<CloningCompleted> context) => Add(context.Message);

    public Task Consume(ConsumeContext<UpdateCompleted> context) => Add(context.Message);

    public Task Consume(ConsumeContext<LearnerFailed> context) => Add(context.Message);

    public Task Consume(ConsumeContext<Fault<StartCloning>> context) => Add(context.Message);

    public Task Consume(ConsumeContext<Fault<StartReinforcement>> context) => Add(context.Message);

    public Task Consume(ConsumeContext<Fault<RequestRollout>> context) => Add(context.Message);

    public Task Consume(ConsumeContext<Fault<CheckpointPublished>> context) => Add(context.Message);

    private Task Add(object message)
    {
        events.Add(message);
        return Task.CompletedTask;
    }
}
