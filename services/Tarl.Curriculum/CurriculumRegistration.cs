using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Curriculum.RequestRollouts;
using Tarl.Curriculum.Samplers;
using Tarl.Curriculum.Samplers.Mixed;
using Tarl.Curriculum.Samplers.PassRate;
using Tarl.Curriculum.Samplers.Staged;
using Tarl.Curriculum.Samplers.Staged.Orders;
using Tarl.ServiceDefaults;

namespace Tarl.Curriculum;

public static class CurriculumRegistration
{
    /// <summary>Adds the curriculum: consumes <c>StartCloning</c>, <c>StartReinforcement</c>, <c>UpdateCompleted</c>; publishes <c>RequestRollout</c>.</summary>
    public static IBusRegistrationConfigurator AddCurriculum(this IBusRegistrationConfigurator bus)
    {
        bus.AddValidatedOptions<CurriculumOptions>("Curriculum");
        bus.AddValidatedOptions<PassRateSamplerOptions>("PassRateSampler");
        bus.AddValidatedOptions<StagedSamplerOptions>("StagedSampler");
        bus.AddValidatedOptions<MixedSamplerOptions>("MixedSampler");
        bus.AddSingleton<IValidateOptions<CurriculumOptions>, UnusedOptions>();
        bus.AddSingleton<ITaskSampler, UniformSampler>();
        bus.AddSingleton<ITaskSampler, PassRateSampler>();
        bus.AddSingleton<ITaskSampler, StagedSampler>();
        bus.AddSingleton<ITaskSampler, MixedSampler>();
        bus.AddSingleton<IStageOrder, CallsOrder>();
        bus.AddSingleton<IStageOrder, KindsOrder>();
        bus.AddSingleton<IStageOrder, PassRateOrder>();
        bus.AddSingleton<TaskSet>();
        bus.AddSingleton<RolloutPlanner>();
        bus.AddConsumer<StartCloningConsumer>();
        bus.AddConsumer<StartReinforcementConsumer>();
        bus.AddConsumer<UpdateCompletedConsumer>();
        return bus;
    }
}
