using System.CommandLine;
using System.Diagnostics;

namespace Tarl.Benchmarks.Bus;

/// <summary>Episodes a second of four rollout workers beside one, the same concurrency in each, on a real broker, when the user is as slow as a language model.</summary>
internal static class WorkersBenchmark
{
    private const int EpisodesToWarmUp = 300;

    private static readonly int[] Workers = [1, 4];

    public static Command Create()
    {
        var concurrency = new Option<int>("--concurrency") { Description = "Episodes at once in each worker", DefaultValueFactory = _ => 16, HelpName = "N" };
        var episodes = new Option<int>("--episodes") { Description = "Episodes of the demonstrator for each worker", DefaultValueFactory = _ => 200, HelpName = "N" };
        var delay = new Option<int>("--delay") { Description = "How long the user thinks, in milliseconds", DefaultValueFactory = _ => 200, HelpName = "MS" };
        var command = new Command("workers", "Episodes a second of 4 rollout workers beside 1 over RabbitMQ, with a slow user") { concurrency, episodes, delay };
        command.SetAction((arguments, cancellationToken) => RunAsync(
            arguments.GetValue(concurrency), arguments.GetValue(episodes), TimeSpan.FromMilliseconds(arguments.GetValue(delay)), cancellationToken));
        return command;
    }

    private static async Task RunAsync(int concurrency, int episodes, TimeSpan delay, CancellationToken cancellationToken)
    {
        using var orders = new Orders(Workers.Max() * episodes);
        using var sandbox = await ServiceProcess.StartAsync("Sandbox", [new("Sandbox__DataFolder", orders.DataFolder)], cancellationToken);
        Console.WriteLine(
            $"{episodes} episodes of the demonstrator a worker, {concurrency} at once in each; a user thinks for {delay.TotalMilliseconds:F0} ms; {Environment.ProcessorCount} cores");
        var rates = new List<double>();
        foreach (var workers in Workers)
        {
            await using var deployment = await Deployment.StartAsync(sandbox.Address, workers, concurrency, delay, cancellationToken);
            await deployment.Host.PlayAsync(orders.Of("warm-up", workers * EpisodesToWarmUp), cancellationToken);
            var (before, clock) = (deployment.CpuTime + deployment.BrokerCpuTime + sandbox.CpuTime, Stopwatch.StartNew());
            await deployment.Host.PlayAsync(orders.Of("measured", workers * episodes), cancellationToken);
            rates.Add(workers * episodes / clock.Elapsed.TotalSeconds);
            var busy = (deployment.CpuTime + deployment.BrokerCpuTime + sandbox.CpuTime - before) / clock.Elapsed;
            Console.WriteLine($"{workers} workers: {rates[^1],6:F1} episodes/s, {busy:F2} cores busy, the broker's among them");
        }

        Console.WriteLine($"{rates[^1] / rates[0]:F2} times as many");
    }
}
