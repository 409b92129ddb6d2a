using MassTransit;
using Tarl.Contracts.Training;

namespace Tarl.Cli.HostServices;

/// <summary>Reads a run's events one after the other; a failed learner ends the run.</summary>
public sealed class RunEventReader(RunEvents events)
{
    /// <exception cref="UserErrorException">The learner, or a service that the run cannot do without, has given up.</exception>
    public async Task<object> NextAsync(CancellationToken cancellationToken)
    {
        var message = await events.Reader.ReadAsync(cancellationToken);
        return message switch
        {
            LearnerFailed failed => throw new UserErrorException($"The learner cannot go on: {failed.Message}"),
            Fault fault => throw new UserErrorException($"A service cannot go on: {fault.Exceptions[0].Message}"),
            _ => message,
        };
    }
}
