using MassTransit;
using Tarl.Contracts.Training;
using Tarl.ServiceDefaults.Hosting;

namespace Tarl.Cli.HostServices;

/// <summary>Reads a run's events one after the other; a failed learner, or services that cannot go on, end the run.</summary>
public sealed class RunEventReader(RunEvents events, ServiceFailure failure)
{
    /// <exception cref="UserErrorException">The learner, or a service that the run cannot do without, has given up.</exception>
    public async Task<object> NextAsync(CancellationToken cancellationToken)
    {
        var next = events.Reader.ReadAsync(cancellationToken).AsTask();
        if (await Task.WhenAny(next, failure.Reason) == failure.Reason)
        {
            throw new UserErrorException(await failure.Reason);
        }

        var message = await next;
        return message switch
        {
            LearnerFailed failed => throw new UserErrorException($"The learner cannot go on: {failed.Message}"),
            Fault fault => throw new UserErrorException($"A service cannot go on: {fault.Exceptions[0].Message}"),
            _ => message,
        };
    }
}
