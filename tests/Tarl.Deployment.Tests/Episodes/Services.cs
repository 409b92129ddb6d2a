using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Policy;
using Tarl.Judge;
using Tarl.Messaging;
using Tarl.PolicyServer;
using Tarl.RolloutWorker;
using Tarl.Sandbox;
using Tarl.Sandbox.GenerateDataSet;
using Tarl.Sandbox.Sessions;
using Tarl.ServiceDefaults.Hosting;
using Tarl.ServiceDefaults.Randomness;
using Tarl.UserSimulator;
using Tarl.Verifier;

namespace Tarl.Deployment.Tests.Episodes;

/// <summary>The services that play and assess episodes, on a small shop, in one host with probes and metrics as every service has them.</summary>
internal sealed class Services : IAsyncDisposable
{
    private const ulong Seed = 1;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tarl-deployment-");
    private readonly WebApplication _app;
    private readonly Task<int> _running;

    private Services()
    {
        DataSetGenerator.Generate(new DataSetOptions { Users = 40, TrainingTasks = 30, HeldOutTasks = 10 }, Seed, _data.FullName);
        var builder = ServiceHost.CreateBuilder([]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddBus(bus =>
        {
            bus.AddSandbox();
            bus.AddRolloutWorker();
            bus.AddUserSimulator();
            bus.AddVerifier();
            bus.AddJudge();
            bus.AddPolicyServer();
            bus.AddConsumer<AssessmentConsumer>();
        });
        builder.Services.AddSingleton(Assessments);
        builder.Services.Configure<SandboxOptions>(sandbox => sandbox.DataFolder = _data.FullName);
        _app = builder.Build();
        _running = _app.RunServiceAsync();
    }

    public HttpClient Http { get; } = new();

    private Assessments Assessments { get; } = new();

    public static async Task<Services> StartAsync()
    {
        var services = new Services();
        var started = new TaskCompletionSource();
        services._app.Lifetime.ApplicationStarted.Register(started.SetResult);
        await Task.WhenAny(started.Task, services._running);
        services.Http.BaseAddress = new Uri(services._app.Urls.Single());
        return services;
    }

    /// <summary>Has the demonstrator play one episode of each of some tasks, and waits until all are verified and judged.</summary>
    /// <returns>The episodes' ids.</returns>
    public async Task<IReadOnlyList<Guid>> PlayAsync(int episodes)
    {
        var tasks = TaskFile.Read(Path.Combine(_data.FullName, "train.jsonl"));
        var ids = Enumerable.Range(0, episodes).Select(i => EpisodeIds.From(Seed, "telemetry", i, 0)).ToArray();
        var bus = _app.Services.GetRequiredService<IBus>();
        foreach (var (id, i) in ids.Select((id, i) => (id, i)))
        {
            await bus.Publish(new RequestRollout
            {
                EpisodeId = id,
                Task = tasks[i],
                Purpose = RolloutPurpose.Demonstration,
                Batch = "telemetry",
                BatchSize = episodes,
                Group = i,
                Trial = 0,
                Agent = "demonstrator",
                Seed = Seed,
                Sampling = new SamplingOptions(),
            });
        }

        await Assessments.OfAllAsync(ids);
        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _app.Lifetime.StopApplication();
        await _running;
        _data.Delete(recursive: true);
    }
}
