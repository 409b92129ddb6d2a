using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tarl.Cli.Evaluate;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;
using Tarl.Curriculum;
using Tarl.Curriculum.RequestRollouts;
using Tarl.Judge;
using Tarl.Learner;
using Tarl.Learner.CloneDemonstrator;
using Tarl.Learner.Rewards;
using Tarl.Messaging;
using Tarl.PolicyServer;
using Tarl.PolicyServer.Generate;
using Tarl.RolloutWorker;
using Tarl.Sandbox;
using Tarl.UserSimulator;
using Tarl.Verifier;

namespace Tarl.Cli.HostServices;

/// <summary>Every service in one process, each added by its own registration method.</summary>
public static class TarlHost
{
    /// <param name="dataFolder">Where the data sets lie that the tasks name.</param>
    public static IHost Build(RunFolder folder, RunSettings settings, string dataFolder, CommandConsole console)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(new ConsoleLoggerProvider(console.Messages)).SetMinimumLevel(LogLevel.Warning);
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(console.Messages);
        services.AddSingleton<RunEvents>();
        services.AddSingleton<RunEventReader>();
        services.AddSingleton<ProgressDisplay>();
        services.AddSingleton<Evaluator>();
        services.AddSandbox(sandbox => sandbox.DataFolder = dataFolder);
        services.AddBus(bus =>
        {
            bus.AddCurriculum();
            bus.AddRolloutWorker();
            bus.AddUserSimulator();
            bus.AddVerifier();
            bus.AddJudge();
            bus.AddPolicyServer();
            bus.AddLearner();
            bus.AddConsumer<RunEventsConsumer>(consumer => consumer.ConcurrentMessageLimit = 1);
        });
        Configure(services, folder, settings);
        return builder.Build();
    }

    private static void Configure(IServiceCollection services, RunFolder folder, RunSettings settings)
    {
        services.Configure<PolicyServerOptions>(server => server.Threads = settings.Threads);
        services.Configure<CloningOptions>(cloning => cloning.Steps = settings.CloningSteps);
        services.Configure<RewardOptions>(reward => reward.Shaper = settings.Reward);
        services.Configure<LearnerOptions>(learner =>
        {
            learner.RunFolder = folder.Path;
            learner.Seed = settings.Seed;
            learner.Threads = settings.Threads;
        });
        services.Configure<CurriculumOptions>(curriculum =>
        {
            curriculum.TasksPath = folder.TrainingTasksPath;
            curriculum.Seed = settings.Seed;
            curriculum.Updates = settings.Updates;
            curriculum.GroupsPerUpdate = settings.GroupsPerUpdate;
            curriculum.GroupSize = settings.GroupSize;
        });
    }
}
