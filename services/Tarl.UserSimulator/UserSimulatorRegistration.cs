using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tarl.LanguageModels;
using Tarl.Messaging.Ask;
using Tarl.ServiceDefaults;
using Tarl.UserSimulator.SimulateTurn;
using Tarl.UserSimulator.SimulateTurn.Http;
using Tarl.UserSimulator.SimulateTurn.ReAct;
using Tarl.UserSimulator.SimulateTurn.Scripted;

namespace Tarl.UserSimulator;

public static class UserSimulatorRegistration
{
    /// <summary>Adds the service that plays the user; options come from the sections <c>UserSimulator</c>, <c>ScriptedUser</c>, <c>ReActUser</c>, <c>UserModel</c> and <c>HttpUser</c>.</summary>
    public static IBusRegistrationConfigurator AddUserSimulator(this IBusRegistrationConfigurator bus)
    {
        bus.AddValidatedOptions<UserSimulatorOptions>(UserSimulatorOptions.Section);
        bus.AddValidatedOptions<ScriptedUserOptions>(ScriptedUserOptions.Section);
        bus.AddValidatedOptions<ReActUserOptions>(ReActUserOptions.Section);
        bus.AddValidatedOptions<UserModelOptions>(UserModelOptions.Section);
        bus.AddValidatedOptions<HttpUserOptions>(HttpUserOptions.Section);
        bus.AddSingleton<IValidateOptions<UserSimulatorOptions>, UnusedOptions>();
        bus.AddLanguageModel<UserModelOptions>(UserModelOptions.Section);
        bus.AddSingleton<ScriptedUser>();
        bus.AddSingleton<ISimulatedUser>(services => services.GetRequiredService<UserSimulatorOptions>().Kind switch
        {
            UserKind.ReAct => ActivatorUtilities.CreateInstance<ReActUser>(services),
            UserKind.Http => ActivatorUtilities.CreateInstance<HttpUser>(services),
            _ => services.GetRequiredService<ScriptedUser>(),
        });
        bus.TryAddSingleton(TimeProvider.System);
        bus.AddAnswering<SimulateUserTurnConsumer, SimulateUserTurnConsumerDefinition>();
        return bus;
    }
}
