namespace Tarl.Learner.RecordEpisodes;

/// <param name="Id">The message's place in the outbox.</param>
public sealed record OutboxEntry(long Id, object Message);
