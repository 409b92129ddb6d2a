using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tarl.Judge.JudgeEpisode;
using Tarl.Judge.JudgeEpisode.Models;
using Tarl.LanguageModels;
using Tarl.ServiceDefaults;

namespace Tarl.Judge;

public static class JudgeRegistration
{
    /// <summary>Adds the whole judge; options come from the sections <c>Judge</c>, <c>ModelJudge</c> and <c>JudgeModel</c>.</summary>
    public static IBusRegistrationConfigurator AddJudge(this IBusRegistrationConfigurator bus)
    {
        bus.AddValidatedOptions<JudgeOptions>(JudgeOptions.Section);
        bus.AddValidatedOptions<ModelJudgeOptions>(ModelJudgeOptions.Section);
        bus.AddValidatedOptions<JudgeModelOptions>(JudgeModelOptions.Section);
        bus.AddSingleton<IValidateOptions<JudgeOptions>, UnusedOptions>();
        bus.AddLanguageModel<JudgeModelOptions>(JudgeModelOptions.Section);
        bus.TryAddSingleton(TimeProvider.System);
        bus.AddSingleton<RuleJudge>();
        bus.AddSingleton<IJudge>(services => services.GetRequiredService<JudgeOptions>().Kind == JudgeKind.Model
            ? ActivatorUtilities.CreateInstance<ModelJudge>(services)
            : services.GetRequiredService<RuleJudge>());
        bus.AddConsumer<EpisodeCompletedConsumer, EpisodeCompletedConsumerDefinition>();
        bus.AddConsumer<EpisodeCompletedFaultConsumer, EpisodeCompletedFaultConsumerDefinition>();
        return bus;
    }
}
