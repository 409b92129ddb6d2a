using System.Globalization;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;

namespace Tarl.Verifier.VerifyEpisode.Rules;

/// <summary>
/// The last number that the agent says is the answer. That the answer occurs somewhere is not enough: it also stands in the working
/// of an agent that then concludes wrongly, and in any list of all numbers.
/// </summary>
public sealed class FinalAnswerRule(IOptions<VerifierOptions> options) : IVerificationRule
{
    public IEnumerable<string> FindDifferences(EpisodeCompleted episode, IReadOnlyList<StateChange> expectedChanges)
    {
        var task = episode.Rollout.Task;
        if (!options.Value.AnswerDomains.Contains(task.Domain) || task.Outputs.Count == 0) yield break;

        var numbers = AgentUtterances.Of(episode).SelectMany(SpokenNumbers.In).ToList();
        if (numbers.Count == 0) yield return $"the agent gave no answer, it should be {task.Outputs[^1]}";
        else if (!SpokenNumbers.TryParse(task.Outputs[^1], out var answer) || numbers[^1] != answer)
        {
            yield return $"the agent's answer should be {task.Outputs[^1]}, is {numbers[^1].ToString(CultureInfo.InvariantCulture)}";
        }
    }
}
