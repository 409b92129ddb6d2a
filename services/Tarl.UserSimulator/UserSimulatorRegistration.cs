using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Tarl.ServiceDefaults;
using Tarl.UserSimulator.SimulateTurn;
using Tarl.UserSimulator.SimulateTurn.Scripted;

namespace Tarl.UserSimulator;

public static class UserSimulatorRegistration
{
    /// <summary>Adds the service that plays the user; options come from the section <c>UserSimulator:Scripted</c>.</summary>
    public static IBusRegistrationConfigurator AddUserSimulator(this IBusRegistrationConfigurator bus)
    {
        bus.AddValidatedOptions<ScriptedUserOptions>("ScriptedUser");
        bus.AddSingleton<ScriptedUser>();
        bus.AddConsumer<SimulateUserTurnConsumer>();
        return bus;
    }
}
