using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Sandbox;
using Tarl.LanguageModels;

namespace Tarl.RolloutWorker.Agents.Models;

/// <summary>Any model behind an OpenAI-compatible endpoint, with the calls of that protocol. What fails there fails at the boundary of the policy.</summary>
/// <param name="model">Made when the first episode starts: a worker that plays none needs no key.</param>
public sealed class ModelAgent(Lazy<ILanguageModel> model, AgentModelOptions endpoint, ModelAgentOptions options) : IAgent
{
    /// <summary>With which the names of such agents begin.</summary>
    public const string Prefix = "openai:";

    public string Name => Prefix + endpoint.Model;

    public ValueTask<IAgentEpisode> StartAsync(RequestRollout rollout, ISandboxSession sandbox, CancellationToken cancellationToken)
    {
        var system = options.SystemMessage
            .Replace("{domain}", rollout.Task.Domain, StringComparison.Ordinal)
            .Replace("{guidelines}", sandbox.Guidelines, StringComparison.Ordinal);
        return ValueTask.FromResult<IAgentEpisode>(new ModelAgentEpisode(model.Value, rollout, system, sandbox.Tools, options.MaxTokensPerTurn));
    }
}
