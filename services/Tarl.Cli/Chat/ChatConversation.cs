using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Sandbox;
using Tarl.Contracts.Training;
using Tarl.Learner.PublishCheckpoint;
using Tarl.Messaging;
using Tarl.PolicyServer;
using Tarl.PolicyServer.Generate;
using Tarl.PolicyServer.ServeWeights;
using Tarl.RolloutWorker.Agents;
using Tarl.RolloutWorker.RunEpisode;
using Tarl.Sandbox;
using Tarl.Sandbox.Sessions;
using Tarl.ServiceDefaults.Randomness;
using Tarl.Verifier;
using Tarl.Verifier.VerifyEpisode;

namespace Tarl.Cli.Chat;

/// <summary>An episode as a rollout worker plays it, with a policy, a real sandbox and a person as the user; then the verifier's word on it.</summary>
internal sealed class ChatConversation : IDisposable
{
    /// <summary>People think, and go for lunch.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private readonly IHost _host;

    /// <param name="dataFolder">Where the data sets lie that tasks name.</param>
    public ChatConversation(RunSettings settings, string dataFolder, CommandConsole console)
    {
        var builder = CommandHost.CreateBuilder(console);
        builder.Configuration.AddSets(settings.Set);

        // The services are called directly: the bus only registers them, and is never started.
        builder.AddBus(bus =>
        {
            bus.AddPolicySampling();
            bus.AddSandbox();
            bus.AddVerifier();
        });
        builder.Services.Configure<PolicyServerOptions>(server => server.Threads = 1);
        builder.Services.Configure<SandboxOptions>(sandbox => sandbox.DataFolder = dataFolder);
        TarlHost.ConfigureVerifier(builder.Services, settings);
        _host = builder.Build();
    }

    /// <param name="show">Gets every turn up to the agent's last as soon as it is there; what comes after that is in the episode alone.</param>
    public async Task<EpisodeCompleted> HoldAsync(
        Checkpoint checkpoint, TaskSpec task, double temperature, ulong seed, IUser user, Action<Turn> show, CancellationToken cancellationToken)
    {
        _host.Services.GetRequiredService<WeightStore>().Load(checkpoint.Published);
        var agent = new ShownAgent(new PolicyAgent(_host.Services.GetRequiredService<IPolicyClient>()), show);
        var options = Options.Create(new RolloutWorkerOptions { EpisodeTimeout = Patience, CallTimeout = Patience });
        var runner = new EpisodeRunner([agent], _host.Services.GetRequiredService<ISandboxClient>(), user, options);
        return await runner.RunAsync(
            new RequestRollout
            {
                EpisodeId = EpisodeIds.From(seed, "chat", 0, 0),
                Task = task,
                Purpose = RolloutPurpose.Evaluation,
                Batch = "chat",
                BatchSize = 1,
                Group = 0,
                Trial = 0,
                Agent = agent.Name,
                PolicyVersion = checkpoint.Version,
                Seed = seed,
                Sampling = new SamplingOptions { Temperature = temperature },

                // The policy's context ends it soon enough.
                MaxSteps = int.MaxValue,
            },
            cancellationToken);
    }

    /// <summary>What speaks against success.</summary>
    public async Task<IReadOnlyList<string>> VerifyAsync(EpisodeCompleted episode, CancellationToken cancellationToken)
    {
        var expected = await _host.Services.GetRequiredService<GroundTruthReplay>().GetExpectedChangesAsync(episode.Rollout.Task, cancellationToken);
        return _host.Services.GetRequiredService<EpisodeVerifier>().Verify(episode, expected).Differences;
    }

    public void Dispose() => _host.Dispose();
}
