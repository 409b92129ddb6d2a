namespace Tarl.Learner.JoinEpisodes;

/// <summary>An episode has ended, and all is said about it.</summary>
public sealed record EpisodeArrival(JoinedEpisode Episode, TaskCompletionSource Recorded) : Arrival(Recorded);
