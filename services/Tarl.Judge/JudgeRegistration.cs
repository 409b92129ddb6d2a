using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Judge.JudgeEpisode;
using Tarl.ServiceDefaults;

namespace Tarl.Judge;

public static class JudgeRegistration
{
    /// <summary>Adds the whole judge; options come from the section <c>Judge</c>.</summary>
    public static IBusRegistrationConfigurator AddJudge(this IBusRegistrationConfigurator bus)
    {
        bus.AddValidatedOptions<JudgeOptions>("Judge");
        bus.AddSingleton<RuleJudge>();
        bus.AddConsumer<EpisodeCompletedConsumer, EpisodeCompletedConsumerDefinition>();
        bus.AddConsumer<EpisodeCompletedFaultConsumer, EpisodeCompletedFaultConsumerDefinition>();
        return bus;
    }
}
