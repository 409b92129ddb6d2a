namespace Tarl.Learner.JoinEpisodes;

/// <summary>Something to be recorded.</summary>
/// <param name="Recorded">Whoever waits for that.</param>
public abstract record Arrival(TaskCompletionSource Recorded);
