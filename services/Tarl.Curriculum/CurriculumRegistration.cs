using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Curriculum.RequestRollouts;
using Tarl.ServiceDefaults;

namespace Tarl.Curriculum;

public static class CurriculumRegistration
{
    /// <summary>Adds the curriculum: consumes <c>StartCloning</c>, <c>StartReinforcement</c>, <c>UpdateCompleted</c>; publishes <c>RequestRollout</c>.</summary>
    public static IBusRegistrationConfigurator AddCurriculum(this IBusRegistrationConfigurator bus)
    {
        bus.AddValidatedOptions<CurriculumOptions>("Curriculum");
        bus.AddSingleton<TaskSet>();
        bus.AddSingleton<RolloutPlanner>();
        bus.AddConsumer<StartCloningConsumer>();
        bus.AddConsumer<StartReinforcementConsumer>();
        bus.AddConsumer<UpdateCompletedConsumer>();
        return bus;
    }
}
