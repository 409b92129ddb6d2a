using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Tarl.Judge.JudgeEpisode.Models;
using Tarl.LanguageModels;

namespace Tarl.Judge.JudgeEpisode;

/// <summary>Refuses options that have no effect with the chosen judge, and a model judge without a model.</summary>
internal sealed class UnusedOptions(IConfiguration configuration, ModelJudgeOptions judge, JudgeModelOptions model) : IValidateOptions<JudgeOptions>
{
    public ValidateOptionsResult Validate(string? name, JudgeOptions options) =>
        Problems(options).FirstOrDefault() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;

    private IEnumerable<string> Problems(JudgeOptions options)
    {
        var asks = options.Kind == JudgeKind.Model;
        var chosen = $"{JudgeOptions.Section}:{nameof(options.Kind)} {options.Kind}";
        var section = asks ? JudgeOptions.Section : ModelJudgeOptions.Section;
        foreach (var given in configuration.GetSection(section).GetChildren().Where(given => section != JudgeOptions.Section || given.Key != nameof(options.Kind)))
        {
            yield return $"{section}:{given.Key} has no effect with {chosen}.";
        }

        foreach (var problem in UnusedModelOptions.Problems(configuration, JudgeModelOptions.Section, model, asks, chosen)) yield return problem;
        if (asks && Missing() is { } missing) yield return missing;
        if (judge.Samples > 1 && judge.Temperature == 0)
        {
            yield return "ModelJudge:Samples has no effect: ModelJudge:Temperature is 0, so that all samples agree.";
        }
    }

    /// <summary>A file that is named and cannot be used: said when the process starts, not at the first episode.</summary>
    private string? Missing()
    {
        try
        {
            _ = ModelJudge.LoadPrompt(judge);
        }
        catch (InvalidDataException error)
        {
            return error.Message;
        }

        return judge.Guidelines.FirstOrDefault(guidelines => !File.Exists(guidelines.Value)) is { Key: { } domain, Value: var path }
            ? $"ModelJudge:Guidelines:{domain}: there is no file {path}."
            : null;
    }
}
