using System.Text.Json.Nodes;
using Tarl.Cli.Conform.Messages;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Training;
using Tarl.Curriculum.RequestRollouts;
using Tarl.RolloutWorker.RunEpisode;

namespace Tarl.Cli.Conform.Suites;

/// <summary>What every curriculum does: whole batches of orders, each episode of its own, the same when asked again. It must have two updates or more to plan.</summary>
internal sealed class CurriculumSuite : IConformanceSuite
{
    private const int Demonstrations = 6;

    private static readonly string Cloning = QueueNames.Of<StartCloningConsumer>();
    private static readonly string Reinforcement = QueueNames.Of<StartReinforcementConsumer>();
    private static readonly string Updates = QueueNames.Of<UpdateCompletedConsumer>();

    public IReadOnlyList<string> Queues => [Cloning, Reinforcement, Updates];

    public Type Publishes => typeof(RequestRollout);

    public IReadOnlyList<string> Disturbed => [QueueNames.Of<RequestRolloutConsumer>(), QueueNames.Of<Learner.JoinEpisodes.RequestRolloutConsumer>()];

    public IReadOnlyList<ConformanceCase> Cases =>
    [
        Case("demonstrations", $"StartCloning for {Demonstrations} → one batch of {Demonstrations} orders for demonstrations", DemonstrationsAsync),
        Case("no-demonstrations", "StartCloning for none → no order, and the next is answered", NoDemonstrationsAsync),
        Case("first-update", "StartReinforcement → the whole batch of update 1: groups of one task each, for training", FirstUpdateAsync),
        Case("next-update", "UpdateCompleted → a whole batch of a later update, other episodes than before", NextUpdateAsync),
        Case("redelivery", "StartCloning twice → the same orders again, or nothing the second time", RedeliveryAsync),
        Case("after-the-last-update", "UpdateCompleted with a number past all planning → no order that was given before", LastUpdateAsync),
        Case("unknown-results", "UpdateCompleted with results of tasks that nobody knows → the same as without them, or other tasks; whole batches", UnknownResultsAsync),
        Case("unknown-fields", "fields that nobody knows, in envelope and message → the orders as without them", UnknownFieldsAsync),
        Case("concurrent", "StartCloning eight times at once → the same orders each time", ConcurrentAsync),
        .. HostileCases.Of(Cloning, typeof(StartCloning), DemonstrationsAsync),
    ];

    private static ConformanceCase Case(string name, string expects, Func<ServiceOnBus, CancellationToken, Task> play) =>
        new() { Name = name, Expects = expects, Play = play };

    private static StartCloning Start { get; } = new() { Demonstrations = Demonstrations };

    private static UpdateCompleted Completed(int update, params TaskResult[] results) =>
        new() { Update = update, PolicyVersion = update, Metrics = new Dictionary<string, double> { ["reward"] = 0.5 }, Results = results };

    private static async Task DemonstrationsAsync(ServiceOnBus service, CancellationToken cancellationToken) =>
        _ = await OrdersAsync(service, Cloning, Start, Demonstrations, CheckDemonstrations, cancellationToken);

    private static async Task NoDemonstrationsAsync(ServiceOnBus service, CancellationToken cancellationToken)
    {
        service.Replies.Forget();
        await service.SendAsync(Cloning, new StartCloning { Demonstrations = 0 }, cancellationToken);
        await DemonstrationsAsync(service, cancellationToken);
    }

    private static Task FirstUpdateAsync(ServiceOnBus service, CancellationToken cancellationToken) => FirstOrdersAsync(service, cancellationToken);

    private static Task<IReadOnlyList<RequestRollout>> FirstOrdersAsync(ServiceOnBus service, CancellationToken cancellationToken) =>
        OrdersAsync(service, Reinforcement, new StartReinforcement { CompletedUpdates = 0, PolicyVersion = 0 }, 1, orders => CheckUpdates(orders, first: 1), cancellationToken);

    private static async Task NextUpdateAsync(ServiceOnBus service, CancellationToken cancellationToken)
    {
        var before = (await FirstOrdersAsync(service, cancellationToken)).Select(order => order.EpisodeId).ToHashSet();
        var next = await OrdersAsync(service, Updates, Completed(1), 1, orders => CheckUpdates(orders, first: 2), cancellationToken);
        if (next.FirstOrDefault(order => before.Contains(order.EpisodeId)) is { } again) throw new NonconformityException($"episode {again.EpisodeId} in two updates");
    }

    private static async Task RedeliveryAsync(ServiceOnBus service, CancellationToken cancellationToken)
    {
        var first = await OrdersAsync(service, Cloning, Start, Demonstrations, CheckDemonstrations, cancellationToken);
        service.Replies.Forget();
        await service.SendAsync(Cloning, Start, cancellationToken);

        // What comes for these marks that the second delivery has had its time.
        await service.SendAsync(Reinforcement, new StartReinforcement { CompletedUpdates = 0, PolicyVersion = 0 }, cancellationToken);
        await service.Replies.HearAsync(reply => reply.Read<RequestRollout>().Purpose == RolloutPurpose.Training, 1, cancellationToken);
        var second = (await service.Replies.HearAsync(_ => true, Demonstrations, cancellationToken)).Select(reply => reply.Read<RequestRollout>())
            .Where(order => order.Purpose == RolloutPurpose.Demonstration).ToList();
        if (second.Count > 0) EnsureSame(first, second);
    }

    private static async Task LastUpdateAsync(ServiceOnBus service, CancellationToken cancellationToken)
    {
        var before = (await FirstOrdersAsync(service, cancellationToken)).Select(order => order.EpisodeId).ToHashSet();
        service.Replies.Forget();
        await service.SendAsync(Updates, Completed(10_000_000), cancellationToken);
        await service.SendAsync(Cloning, Start, cancellationToken);
        var orders = (await service.Replies.HearAsync(_ => true, Demonstrations, cancellationToken)).Select(reply => reply.Read<RequestRollout>()).ToList();
        if (orders.Count < Demonstrations) throw new NonconformityException($"{orders.Count} orders for the {Demonstrations} demonstrations that were asked for afterwards");
        if (orders.FirstOrDefault(order => before.Contains(order.EpisodeId)) is { } again) throw new NonconformityException($"episode {again.EpisodeId} again");
    }

    private static async Task UnknownResultsAsync(ServiceOnBus service, CancellationToken cancellationToken) => _ = await OrdersAsync(
        service, Updates, Completed(1, new TaskResult { Update = 1, TaskId = HostileText.Unicode, Trials = 4, Passes = 2 }), 1, orders => CheckUpdates(orders, first: 2), cancellationToken);

    private static async Task UnknownFieldsAsync(ServiceOnBus service, CancellationToken cancellationToken)
    {
        service.Replies.Forget();
        var body = Envelope.Body(Start);
        body["mood"] = new JsonArray("good");
        var envelope = service.Envelope(Cloning, typeof(StartCloning), body);
        envelope["priority"] = 9;
        await service.SendEnvelopeAsync(Cloning, envelope, cancellationToken);
        CheckDemonstrations(await HearAsync(service, Demonstrations, cancellationToken));
    }

    private static async Task ConcurrentAsync(ServiceOnBus service, CancellationToken cancellationToken)
    {
        const int Times = 8;
        var first = await OrdersAsync(service, Cloning, Start, Demonstrations, CheckDemonstrations, cancellationToken);
        service.Replies.Forget();
        for (var i = 0; i < Times; i++)
        {
            await service.SendAsync(Cloning, Start, cancellationToken);
        }

        EnsureSame(first, await HearAsync(service, Times * Demonstrations, cancellationToken));
    }

    private static async Task<IReadOnlyList<RequestRollout>> OrdersAsync<T>(
        ServiceOnBus service, string queue, T message, int count, Action<IReadOnlyList<RequestRollout>> check, CancellationToken cancellationToken)
    {
        service.Replies.Forget();
        await service.SendAsync(queue, message, cancellationToken);
        var orders = await HearAsync(service, count, cancellationToken);
        check(orders);
        return orders;
    }

    /// <summary>So many orders, and then whatever else their batches want.</summary>
    private static async Task<IReadOnlyList<RequestRollout>> HearAsync(ServiceOnBus service, int count, CancellationToken cancellationToken)
    {
        var orders = (await service.Replies.HearAsync(_ => true, count, cancellationToken)).Select(reply => reply.Read<RequestRollout>()).ToList();
        if (orders.Count == 0) throw new NonconformityException(service.Replies.Nothing());
        var wanted = orders.Select(order => (order.Batch, order.BatchSize)).Distinct().Sum(batch => batch.BatchSize);
        return orders.Count >= wanted ? orders : [.. (await service.Replies.HearAsync(_ => true, wanted, cancellationToken)).Select(reply => reply.Read<RequestRollout>())];
    }

    private static void CheckDemonstrations(IReadOnlyList<RequestRollout> orders)
    {
        if (orders.Count != Demonstrations) throw new NonconformityException($"{orders.Count} orders");
        if (orders.FirstOrDefault(order => order.Purpose != RolloutPurpose.Demonstration) is { } other) throw new NonconformityException($"an order for {other.Purpose}");
        CheckBatches(orders);
    }

    private static void CheckUpdates(IReadOnlyList<RequestRollout> orders, int first)
    {
        CheckBatches(orders);
        foreach (var order in orders)
        {
            if (order.Purpose != RolloutPurpose.Training) throw new NonconformityException($"an order for {order.Purpose}");
            if (order.Update is not { } update || update < first) throw new NonconformityException($"an order for update {order.Update?.ToString() ?? "null"}");
            if (order.PolicyVersion < 0 || order.PolicyVersion >= update) throw new NonconformityException($"an order for update {update} that waits for policy version {order.PolicyVersion}");
        }

        if (orders.GroupBy(order => (order.Batch, order.Group)).FirstOrDefault(group => group.Select(order => order.Task.Id).Distinct().Count() > 1) is { } mixed)
        {
            throw new NonconformityException($"group {mixed.Key.Group} of {mixed.Key.Batch} with several tasks");
        }
    }

    private static void CheckBatches(IReadOnlyList<RequestRollout> orders)
    {
        foreach (var batch in orders.GroupBy(order => order.Batch))
        {
            if (batch.Any(order => order.BatchSize != batch.Count()))
            {
                throw new NonconformityException($"{batch.Count()} orders of batch {batch.Key}, which is said to have {batch.First().BatchSize}");
            }

            if (batch.Select(order => (order.Group, order.Trial)).Distinct().Count() < batch.Count()) throw new NonconformityException($"a place of batch {batch.Key} twice");
        }

        if (orders.Select(order => order.EpisodeId).Distinct().Count() < orders.Count) throw new NonconformityException("one episode in two orders");
        if (orders.FirstOrDefault(order => order.MaxSteps < 1 || order.Sampling.Temperature < 0 || order.Task.Id.Length == 0) is { } odd)
        {
            throw new NonconformityException($"an order that nobody can carry out: {odd.MaxSteps} steps, temperature {odd.Sampling.Temperature}, task '{odd.Task.Id}'");
        }
    }

    private static void EnsureSame(IReadOnlyList<RequestRollout> first, IReadOnlyList<RequestRollout> again)
    {
        var expected = first.ToDictionary(order => order.EpisodeId, Text);
        foreach (var order in again)
        {
            if (!expected.TryGetValue(order.EpisodeId, out var text)) throw new NonconformityException($"episode {order.EpisodeId}, which was not ordered the first time");
            if (text != Text(order)) throw new NonconformityException($"another order for episode {order.EpisodeId}");
        }

        if (again.Count % first.Count != 0) throw new NonconformityException($"{again.Count} orders where each time brings {first.Count}");

        static string Text(RequestRollout order) => Envelope.Body(order).ToJsonString();
    }
}
