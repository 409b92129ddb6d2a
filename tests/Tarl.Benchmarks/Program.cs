using System.CommandLine;
using Tarl.Benchmarks;
using Tarl.Benchmarks.Sandbox;

var engine = new Command("engine", "Tokens per second of the managed engine: sampling, training, scoring");
engine.SetAction(_ => EngineBenchmark.Run());

var root = new RootCommand("Measures what the project promises, each figure with what it is measured on.")
{
    engine, SandboxBenchmark.Create(),
};
return await root.Parse(args is [] or ["help"] ? ["--help"] : args).InvokeAsync();
