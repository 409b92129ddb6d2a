using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tarl.Cli.Evaluate;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;
using Tarl.Judge;
using Tarl.Learner;
using Tarl.Learner.Rewards;
using Tarl.Messaging;
using Tarl.PolicyServer;
using Tarl.PolicyServer.Generate;
using Tarl.RolloutWorker;
using Tarl.Sandbox;
using Tarl.Sandbox.Sessions;
using Tarl.UserSimulator;
using Tarl.Verifier;

namespace Tarl.Cli.Rollouts;

/// <summary>Every service that an episode needs, and no learner.</summary>
internal static class RolloutHost
{
    /// <param name="dataFolder">Where the data sets lie that the tasks name.</param>
    public static IHost Build(RunSettings settings, string dataFolder, CommandConsole console)
    {
        var builder = CommandHost.CreateBuilder(console);
        builder.Configuration.AddSets(settings.Set);
        builder.AddBus(bus =>
        {
            bus.AddPolicyServer();
            bus.AddRolloutWorker();
            bus.AddUserSimulator();
            bus.AddVerifier();
            bus.AddJudge();
            bus.AddSandbox();
            bus.AddConsumer<EpisodePartsConsumer>();
        });
        builder.Services.AddRewards();
        builder.Services.AddSingleton<EpisodeParts>();
        builder.Services.AddSingleton<TaskCheck>();
        builder.Services.Configure<PolicyServerOptions>(server => server.Threads = settings.Threads);
        builder.Services.Configure<SandboxOptions>(sandbox => sandbox.DataFolder = dataFolder);
        builder.Services.Configure<RewardOptions>(reward => reward.Shaper = settings.Reward);
        builder.Services.Configure<TarlRewardOptions>(tarl => tarl.Placement = Enum.Parse<RewardPlacement>(settings.Placement, ignoreCase: true));
        TarlHost.ConfigureVerifier(builder.Services, settings);
        return builder.Build();
    }
}
