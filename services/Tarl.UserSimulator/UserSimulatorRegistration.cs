using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tarl.ServiceDefaults;
using Tarl.UserSimulator.SimulateTurn;
using Tarl.UserSimulator.SimulateTurn.Scripted;

namespace Tarl.UserSimulator;

public static class UserSimulatorRegistration
{
    /// <summary>Adds the service that plays the user; options come from the sections <c>UserSimulator</c> and <c>ScriptedUser</c>.</summary>
    public static IBusRegistrationConfigurator AddUserSimulator(this IBusRegistrationConfigurator bus)
    {
        bus.AddValidatedOptions<UserSimulatorOptions>(UserSimulatorOptions.Section);
        bus.AddValidatedOptions<ScriptedUserOptions>("ScriptedUser");
        bus.AddSingleton<ScriptedUser>();
        bus.TryAddSingleton(TimeProvider.System);
        bus.AddConsumer<SimulateUserTurnConsumer, SimulateUserTurnConsumerDefinition>();
        return bus;
    }
}
