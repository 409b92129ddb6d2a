using System.CommandLine;
using Tarl.Benchmarks;
using Tarl.Benchmarks.Bus;
using Tarl.Benchmarks.Conversations;
using Tarl.Benchmarks.Sandbox;

var engine = new Command("engine", "Tokens per second of the managed engine: sampling, training, scoring");
engine.SetAction(_ => EngineBenchmark.Run());

var grpc = new Command("grpc", "Token streams and single messages over gRPC on loopback");
grpc.SetAction(_ => GrpcBenchmark.Run());

var root = new RootCommand("Measures what the project promises, each figure with what it is measured on.")
{
    engine, grpc, SandboxBenchmark.Create(), BusBenchmark.Create(), WorkersBenchmark.Create(), ConversationsBenchmark.Create(),
};
return await root.Parse(args is [] or ["help"] ? ["--help"] : args).InvokeAsync();
