using System.CommandLine;
using Tarl.Benchmarks.Sandbox;

namespace Tarl.Benchmarks.Bus;

/// <summary>
/// What the bus costs an episode: CPU time of all processes with the messages over RabbitMQ, or in memory, less that of the same episodes played,
/// verified and judged by plain calls. The sandbox is a process reached over HTTP in all three.
/// </summary>
internal static class BusBenchmark
{
    private const int Concurrency = 64;

    public static Command Create()
    {
        var episodes = new Option<int>("--episodes") { Description = "Episodes of the demonstrator a repetition", DefaultValueFactory = _ => 400, HelpName = "N" };
        var repetitions = new Option<int>("--repetitions") { Description = "Medians are of so many", DefaultValueFactory = _ => 5, HelpName = "N" };
        var command = new Command("bus", "CPU time of the bus an episode, over RabbitMQ and in memory, and the messages") { episodes, repetitions };
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments.GetValue(episodes), arguments.GetValue(repetitions), cancellationToken));
        return command;
    }

    private static async Task RunAsync(int episodes, int repetitions, CancellationToken cancellationToken)
    {
        using var orders = new Orders(episodes);
        using var sandbox = await ServiceProcess.StartAsync("Sandbox", [new("Sandbox__DataFolder", orders.DataFolder)], cancellationToken);
        var rounds = new Rounds(orders, episodes, repetitions);
        Console.WriteLine($"{episodes} episodes of the demonstrator, {Concurrency} at once; medians of {repetitions}, after one to warm up");
        double calls;
        await using (var host = await BusHost.StartAsync(Deployment.Players(sandbox.Address, Concurrency), playsToo: true, cancellationToken))
        {
            TimeSpan Cpu() => Environment.CpuUsage.TotalTime + sandbox.CpuTime;
            calls = await rounds.MedianAsync("calls", new DirectCalls(host.Services, Concurrency).PlayAsync, Cpu, cancellationToken);
            Console.WriteLine($"plain calls, no bus:            {calls,6:F2} ms of CPU an episode");
            host.Received.Clear();
            var inMemory = await rounds.MedianAsync("memory", host.PlayAsync, Cpu, cancellationToken);
            Console.WriteLine($"in memory, one process:         {inMemory,6:F2} ms; the bus: {inMemory - calls:F2} ms");
            Report(host.Received, rounds.Played);
        }

        await using var deployment = await Deployment.StartAsync(sandbox.Address, workers: 1, Concurrency, delay: TimeSpan.Zero, cancellationToken);
        var brokerBefore = deployment.BrokerCpuTime;
        var overBroker = await rounds.MedianAsync("broker", deployment.Host.PlayAsync, () => deployment.CpuTime + sandbox.CpuTime, cancellationToken);
        Console.WriteLine($"RabbitMQ, every service a process: {overBroker,6:F2} ms; the bus: {overBroker - calls:F2} ms");
        Console.WriteLine($"the broker itself besides: {(deployment.BrokerCpuTime - brokerBefore).TotalMilliseconds / rounds.Played:F2} ms");
    }

    private static void Report(ReceivedMessages received, int episodes)
    {
        foreach (var (type, count, bytes) in received.ByType())
        {
            Console.WriteLine($"  {type,-20} {count / (double)episodes,6:F2} consumed an episode, {bytes / 1024.0 / count,6:F2} KiB each");
        }

        Console.WriteLine($"  {"all",-20} {received.ByType().Sum(type => type.Count) / (double)episodes,6:F2}, {received.ByType().Sum(type => type.Bytes) / 1024.0 / episodes:F1} KiB an episode");
    }

    private sealed class Rounds(Orders orders, int episodes, int repetitions)
    {
        /// <summary>Episodes of each measurement, those to warm up among them.</summary>
        public int Played => episodes * (repetitions + 1);

        /// <summary>Milliseconds of CPU time an episode.</summary>
        public async Task<double> MedianAsync(
            string name, Func<IReadOnlyList<Contracts.Curriculum.RequestRollout>, CancellationToken, Task> play, Func<TimeSpan> cpu, CancellationToken cancellationToken)
        {
            var costs = new List<double>();
            for (var round = 0; round <= repetitions; round++)
            {
                var before = cpu();
                await play(orders.Of($"{name}-{round}", episodes), cancellationToken);
                costs.Add((cpu() - before).TotalMilliseconds / episodes);
            }

            return Measurement.Median(costs.Skip(1));
        }
    }
}
