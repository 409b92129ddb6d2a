using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Tarl.LanguageModels;
using Tarl.UserSimulator.SimulateTurn.ReAct;

namespace Tarl.UserSimulator.SimulateTurn;

/// <summary>Refuses options that have no effect with the chosen user, and a ReAct user without a model.</summary>
internal sealed class UnusedOptions(IConfiguration configuration, ReActUserOptions react, UserModelOptions model) : IValidateOptions<UserSimulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, UserSimulatorOptions options) =>
        Problems(options).FirstOrDefault() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;

    private IEnumerable<string> Problems(UserSimulatorOptions options)
    {
        var asks = options.Kind == UserKind.ReAct;
        var chosen = $"{UserSimulatorOptions.Section}:{nameof(options.Kind)} {options.Kind}";
        var section = asks ? "ScriptedUser" : ReActUserOptions.Section;
        foreach (var given in configuration.GetSection(section).GetChildren())
        {
            yield return $"{section}:{given.Key} has no effect with {chosen}.";
        }

        foreach (var problem in UnusedModelOptions.Problems(configuration, UserModelOptions.Section, model, asks, chosen)) yield return problem;
        if (asks && BadPrompt() is { } bad) yield return bad;
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
