using Tarl.Contracts.Training;

namespace Tarl.Cli.HostServices;

/// <summary>Reads a run's events one after the other; a failed learner ends the run.</summary>
public sealed class RunEventReader(RunEvents events)
{
    /// <exception cref="UserErrorException">The learner has given up.</exception>
    public async Task<object> NextAsync(CancellationToken cancellationToken)
    {
        var message = await events.Reader.ReadAsync(cancellationToken);
        return message is LearnerFailed failed ? throw new UserErrorException($"The learner cannot go on: {failed.Message}") : message;
    }
}
