using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.LanguageModels;

namespace Tarl.Judge.JudgeEpisode;

/// <summary>Who scores the agent's turns, chosen by <see cref="JudgeOptions.Kind"/>.</summary>
public interface IJudge
{
    /// <returns>One score for each agent turn, in order; at most one is −1.</returns>
    /// <exception cref="LanguageModelException">The judge cannot score the episode, and says why: its failure, not the agent's.</exception>
    Task<IReadOnlyList<TurnScore>> ScoreAsync(EpisodeCompleted episode, CancellationToken cancellationToken);
}
