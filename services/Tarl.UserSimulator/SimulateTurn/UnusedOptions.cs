using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Tarl.LanguageModels;
using Tarl.UserSimulator.SimulateTurn.Http;
using Tarl.UserSimulator.SimulateTurn.ReAct;
using Tarl.UserSimulator.SimulateTurn.Scripted;

namespace Tarl.UserSimulator.SimulateTurn;

/// <summary>Refuses options that have no effect with the chosen user, a ReAct user without a model, and one over HTTP without an address.</summary>
internal sealed class UnusedOptions(IConfiguration configuration, ReActUserOptions react, UserModelOptions model, HttpUserOptions http)
    : IValidateOptions<UserSimulatorOptions>
{
    private static readonly (UserKind Kind, string Section)[] Sections =
        [(UserKind.Scripted, ScriptedUserOptions.Section), (UserKind.ReAct, ReActUserOptions.Section), (UserKind.Http, HttpUserOptions.Section)];

    public ValidateOptionsResult Validate(string? name, UserSimulatorOptions options) =>
        Problems(options).FirstOrDefault() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;

    private IEnumerable<string> Problems(UserSimulatorOptions options)
    {
        var asks = options.Kind == UserKind.ReAct;
        var chosen = $"{UserSimulatorOptions.Section}:{nameof(options.Kind)} {options.Kind}";
        foreach (var given in Sections.Where(user => user.Kind != options.Kind).SelectMany(user => configuration.GetSection(user.Section).GetChildren()))
        {
            yield return $"{given.Path} has no effect with {chosen}.";
        }

        foreach (var problem in UnusedModelOptions.Problems(configuration, UserModelOptions.Section, model, asks, chosen)) yield return problem;
        if (asks && BadPrompt() is { } bad) yield return bad;
        if (options.Kind == UserKind.Http && http.Address.Length == 0)
        {
            yield return $"{chosen} takes {HttpUserOptions.Section}:{nameof(http.Address)}, the URL that every turn is posted to.";
        }
    }

    private string? BadPrompt()
    {
        try
        {
            _ = ReActUser.LoadPrompt(react);
            return null;
        }
        catch (InvalidDataException error)
        {
            return error.Message;
        }
    }
}
