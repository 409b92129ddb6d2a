using System.ComponentModel.DataAnnotations;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.UserSimulator.SimulateTurn;
using Tarl.UserSimulator.SimulateTurn.Scripted;

namespace Tarl.UserSimulator;

public static class UserSimulatorRegistration
{
    /// <summary>Adds the service that plays the user.</summary>
    public static IBusRegistrationConfigurator AddUserSimulator(this IBusRegistrationConfigurator bus)
    {
        bus.AddOptions<ScriptedUserOptions>().BindConfiguration("UserSimulator:Scripted", binder => binder.ErrorOnUnknownConfiguration = true)
            .Validate(options => Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true), "UserSimulator:Scripted is out of range.")
            .ValidateOnStart();
        bus.AddSingleton(services => new ScriptedUser(services.GetRequiredService<IOptions<ScriptedUserOptions>>().Value));
        bus.AddConsumer<SimulateUserTurnConsumer>();
        return bus;
    }
}
