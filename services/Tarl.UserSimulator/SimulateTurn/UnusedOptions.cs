using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Tarl.UserSimulator.SimulateTurn.Http;

namespace Tarl.UserSimulator.SimulateTurn;

/// <summary>Refuses a user that there is not or that cannot be found, and options that have no effect with the chosen one.</summary>
internal sealed class UnusedOptions(IEnumerable<ISimulatedUser> users, HttpUserOptions http, IConfiguration configuration) : IValidateOptions<UserSimulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, UserSimulatorOptions options)
    {
        if (users.SingleOrDefault(user => user.Name == options.User) is not { } chosen)
        {
            return ValidateOptionsResult.Fail($"There is no user '{options.User}'; there are {string.Join(", ", users.Select(user => user.Name))}.");
        }

        if (chosen is HttpUser && http.Address.Length == 0)
        {
            return ValidateOptionsResult.Fail($"UserSimulator:User http takes {HttpUserOptions.Section}:Address, the URL that every turn is posted to.");
        }

        var unused = users.Select(user => user.Section).OfType<string>().Where(section => section != chosen.Section)
            .SelectMany(section => configuration.GetSection(section).GetChildren()).FirstOrDefault();
        return unused is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail($"{unused.Path} has no effect with the user {chosen.Name}.");
    }
}
