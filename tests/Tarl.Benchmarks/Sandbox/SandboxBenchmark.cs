using System.CommandLine;

namespace Tarl.Benchmarks.Sandbox;

/// <summary>What a tool call, a new episode and an open episode cost, in process and over REST, beside plain in-memory objects.</summary>
internal static class SandboxBenchmark
{
    public static Command Create()
    {
        var data = new Option<string?>("--data")
        {
            Description = "The folder that holds data/ and golden/ of τ-bench (default: the one that TARL_TAU_BENCH names, else ../shared/tau-bench; without it a generated shop)",
            HelpName = "DIR",
        };
        var repetitions = new Option<int>("--repetitions") { Description = "Medians are of so many", DefaultValueFactory = _ => 7, HelpName = "N" };
        var command = new Command("sandbox", "Tool calls per second in process and over REST, new episodes, and memory of open episodes") { data, repetitions };
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments.GetValue(data), arguments.GetValue(repetitions), cancellationToken));
        return command;
    }

    private static async Task RunAsync(string? data, int repetitions, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("tarl-benchmark-");
        try
        {
            var workloads = WorkloadReader.Read(data, folder.FullName);
            Console.WriteLine($"{Environment.ProcessorCount} cores; medians of {repetitions}; a core's second is a second of CPU time, garbage collection included.");
            CallBenchmark.Run(workloads, folder.FullName, repetitions);
            NewEpisodeBenchmark.Run(workloads[^1], folder.FullName);
            await RestBenchmark.RunAsync(workloads, folder.FullName, repetitions, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
