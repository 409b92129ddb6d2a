using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Tarl.LanguageModels;

namespace Tarl.RolloutWorker.Agents.Models;

/// <summary>Refuses options of a model that plays the agent where none does, and a model without an address.</summary>
internal sealed class UnusedAgentOptions(IConfiguration configuration) : IValidateOptions<AgentModelOptions>
{
    private const string NoModel = "no model as the agent (AgentModel:Model, or evaluate --policy openai:MODEL)";

    public ValidateOptionsResult Validate(string? name, AgentModelOptions options)
    {
        var isAsked = options.Model.Length > 0;
        var problems = UnusedModelOptions.Problems(configuration, AgentModelOptions.Section, options, isAsked, NoModel);
        if (!isAsked)
        {
            problems = problems.Concat(configuration.GetSection(ModelAgentOptions.Section).GetChildren().Select(given => $"{ModelAgentOptions.Section}:{given.Key} has no effect with {NoModel}."));
        }

        return problems.FirstOrDefault() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }
}
