using Tarl.LanguageModels;

namespace Tarl.RolloutWorker.Agents.Models;

/// <summary>The language model that plays the agent. Section <c>AgentModel</c>.</summary>
public sealed class AgentModelOptions : LanguageModelOptions
{
    public const string Section = "AgentModel";
}
