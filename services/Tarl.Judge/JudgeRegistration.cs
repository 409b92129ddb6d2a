using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Judge.JudgeEpisode;

namespace Tarl.Judge;

public static class JudgeRegistration
{
    /// <summary>Adds the whole judge; options come from the section <c>Judge</c>.</summary>
    public static IBusRegistrationConfigurator AddJudge(this IBusRegistrationConfigurator bus)
    {
        bus.AddOptions<JudgeOptions>()
            .BindConfiguration("Judge", binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        bus.AddSingleton(services => new RuleJudge(services.GetRequiredService<IOptions<JudgeOptions>>().Value));
        bus.AddConsumer<EpisodeCompletedConsumer, EpisodeCompletedConsumerDefinition>();
        bus.AddConsumer<EpisodeCompletedFaultConsumer, EpisodeCompletedFaultConsumerDefinition>();
        return bus;
    }
}
