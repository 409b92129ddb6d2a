using Tarl.Benchmarks;

var benchmarks = new Dictionary<string, Action>
{
    ["engine"] = EngineBenchmark.Run,
    ["grpc"] = GrpcBenchmark.Run,
    ["sandbox"] = SandboxBenchmark.Run,
};

if (args is not [var name] || !benchmarks.TryGetValue(name, out var run))
{
    Console.Error.WriteLine($"Name one benchmark: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}

run();
return 0;
