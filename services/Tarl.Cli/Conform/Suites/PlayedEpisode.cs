using Tarl.Contracts.Episodes;

namespace Tarl.Cli.Conform.Suites;

/// <summary>An episode of a task that the verifier's sandbox has the data of.</summary>
/// <param name="Name">The case's.</param>
/// <param name="Sent">What it is, in words.</param>
/// <param name="IsSuccess">What the verdict must be.</param>
internal sealed record PlayedEpisode(string Name, string Sent, bool IsSuccess, Func<Guid, EpisodeCompleted> Play);
