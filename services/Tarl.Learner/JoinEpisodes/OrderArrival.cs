using Tarl.Contracts.Curriculum;

namespace Tarl.Learner.JoinEpisodes;

/// <summary>An episode has been asked for.</summary>
public sealed record OrderArrival(RequestRollout Order) : Arrival(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
