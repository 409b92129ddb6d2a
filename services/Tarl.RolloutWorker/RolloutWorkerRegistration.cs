using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.LanguageModels;
using Tarl.Messaging.Ask;
using Tarl.RolloutWorker.Agents;
using Tarl.RolloutWorker.Agents.Demonstrator;
using Tarl.RolloutWorker.Agents.DoNothing;
using Tarl.RolloutWorker.Agents.Models;
using Tarl.RolloutWorker.RunEpisode;
using Tarl.ServiceDefaults;
using IAgent = Tarl.RolloutWorker.Agents.IAgent;

namespace Tarl.RolloutWorker;

public static class RolloutWorkerRegistration
{
    /// <summary>Adds the worker: consumes <c>RequestRollout</c>, publishes <c>EpisodeCompleted</c>.</summary>
    public static IBusRegistrationConfigurator AddRolloutWorker(this IBusRegistrationConfigurator bus)
    {
        bus.AddValidatedOptions<RolloutWorkerOptions>("RolloutWorker");
        bus.AddValidatedOptions<DemonstratorOptions>("Demonstrator");
        bus.AddSingleton<IAgent, PolicyAgent>();
        bus.AddSingleton<IAgent, DemonstratorAgent>();
        bus.AddSingleton<IAgent, DoNothingAgent>();
        bus.AddModelAgent();
        bus.AddSingleton<EpisodeRunner>();
        bus.AddSingleton<EpisodesInFlight>();
        bus.AddSingleton<IUser>(provider => new BusUser(provider.GetQuestionClients(), provider.GetRequiredService<IOptions<RolloutWorkerOptions>>()));
        bus.AddConsumer<RequestRolloutConsumer, RequestRolloutConsumerDefinition>();
        return bus;
    }

    private static void AddModelAgent(this IServiceCollection services)
    {
        services.AddValidatedOptions<AgentModelOptions>(AgentModelOptions.Section);
        services.AddValidatedOptions<ModelAgentOptions>(ModelAgentOptions.Section);
        services.AddSingleton<IValidateOptions<AgentModelOptions>, UnusedAgentOptions>();
        services.AddLanguageModel<AgentModelOptions>(AgentModelOptions.Section);
        services.AddSingleton<IAgent>(provider => new ModelAgent(
            new(() => provider.GetRequiredKeyedService<ILanguageModel>(AgentModelOptions.Section)),
            provider.GetRequiredService<AgentModelOptions>(),
            provider.GetRequiredService<ModelAgentOptions>()));
    }
}
