using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Episodes;
using Microsoft.Extensions.Options;
using Tarl.RolloutWorker.Agents;
using Tarl.RolloutWorker.Agents.Demonstrator;
using Tarl.RolloutWorker.Agents.DoNothing;
using Tarl.RolloutWorker.RunEpisode;

namespace Tarl.RolloutWorker;

public static class RolloutWorkerRegistration
{
    /// <summary>Adds the worker: consumes <c>RequestRollout</c>, publishes <c>EpisodeCompleted</c>.</summary>
    public static IBusRegistrationConfigurator AddRolloutWorker(this IBusRegistrationConfigurator bus)
    {
        bus.AddOptions<RolloutWorkerOptions>().BindConfiguration("RolloutWorker").ValidateDataAnnotations().ValidateOnStart();
        bus.AddOptions<DemonstratorOptions>().BindConfiguration("Demonstrator").ValidateDataAnnotations().ValidateOnStart();
        bus.AddSingleton(services => services.GetRequiredService<IOptions<DemonstratorOptions>>().Value);
        bus.AddSingleton<IAgent, PolicyAgent>();
        bus.AddSingleton<IAgent, DemonstratorAgent>();
        bus.AddSingleton<IAgent, DoNothingAgent>();
        bus.AddSingleton<EpisodeRunner>();
        bus.AddSingleton<IUser, BusUser>();
        bus.AddConsumer<RequestRolloutConsumer, RequestRolloutConsumerDefinition>();
        bus.AddRequestClient<SimulateUserTurn>(RequestTimeout.After(m: 1));
        return bus;
    }
}
