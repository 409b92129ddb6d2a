using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tarl.Messaging.Connect;
using Tarl.ServiceDefaults.Hosting;

namespace Tarl.Messaging.Watch;

/// <summary>
/// Says when the broker is away and when it is back, and cares for queues without consumers: after an outage an endpoint may never come back although
/// the bus calls itself healthy (MassTransit 8.4 gives an endpoint up for good that is cancelled while it connects). It is started anew; if that does not
/// help, or if the broker refuses the process, the process ends.
/// </summary>
internal sealed partial class BrokerWatch(
    Broker broker, ReceiveQueues queues, ReceiveEndpoints endpoints, BusOptions options, ServiceFailure failure, TimeProvider time, ILogger<BrokerWatch> logger) : BackgroundService
{
    private readonly UnconsumedQueues _unconsumed = new(options.WatchInterval);
    private IConnection? _connection;
    private bool _away;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await LookAsync(stoppingToken);
                await Task.Delay(options.WatchInterval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
        catch (Exception error) when (error is BrokerRefusedException or InvalidDataException)
        {
            failure.Report(error.Message);
        }
        finally
        {
            _connection?.Dispose();
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_connection is not { IsOpen: true })
            {
                _connection?.Dispose();
                _connection = await broker.ConnectAsync("tarl watch", cancellationToken);
            }

            foreach (var queue in queues.Names.Union(endpoints.Queues))
            {
                await LookAtAsync(queue, _connection, cancellationToken);
            }

            if (_away)
            {
                _away = false;
                LogBack(broker.Address);
            }
        }
        catch (Exception error) when (
            error is BrokerAwayException or RabbitMQClientException or IOException or TimeoutException or ObjectDisposedException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested)) // An answer that does not come in time.
        {
            _unconsumed.Forget();
            if (!_away)
            {
                _away = true;
                LogAway(error is BrokerAwayException ? error.Message : $"The broker {broker.Address} has gone");
            }
        }
    }

    private async Task LookAtAsync(string queue, IConnection connection, CancellationToken cancellationToken)
    {
        var found = await connection.FindQueueAsync(queue, cancellationToken);
        if (found?.ConsumerCount > 0)
        {
            endpoints.SetConsumed(queue);
        }

        if (queues.Names.Contains(queue) || endpoints.IsInUse(queue))
        {
            QueueMetrics.Observed(queue, found?.MessageCount ?? 0, found?.ConsumerCount ?? 0);
            await CheckAsync(queue, found?.ConsumerCount ?? 0, cancellationToken);
        }
        else
        {
            _unconsumed.Forget(queue);
        }
    }

    private async Task CheckAsync(string queue, uint consumers, CancellationToken cancellationToken)
    {
        var without = _unconsumed.Observe(queue, consumers);
        if (without >= options.UnconsumedTimeout)
        {
            failure.Report(
                $"Nobody has consumed from the queue {queue} for {without.TotalSeconds:F0} s although the broker answers; only a new process cures that.");
        }
        else if (_unconsumed.IsDue(queue, without, options.EndpointRestartAfter))
        {
            await RestartAsync(queue, cancellationToken);
        }
    }

    private async Task RestartAsync(string queue, CancellationToken cancellationToken)
    {
        LogRestart(queue);
        try
        {
            await endpoints.RestartAsync(queue, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogRestartFailed(error, queue);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What}; waiting for it.")]
    private partial void LogAway(string what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody consumes from the queue {Queue} although the broker answers; its endpoint is started anew.")]
    private partial void LogRestart(string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The endpoint of the queue {Queue} could not be started anew.")]
    private partial void LogRestartFailed(Exception error, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker {Address} answers again.")]
    private partial void LogBack(BrokerAddress address);
}
