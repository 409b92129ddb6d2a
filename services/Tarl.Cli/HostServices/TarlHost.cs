using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Spectre.Console;
using Tarl.Cli.Evaluate;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;
using Tarl.Curriculum;
using Tarl.Curriculum.RequestRollouts;
using Tarl.Judge;
using Tarl.Learner;
using Tarl.Learner.CloneDemonstrator;
using Tarl.Learner.RecordEpisodes;
using Tarl.Learner.Rewards;
using Tarl.Learner.UpdatePolicy;
using Tarl.Messaging;
using Tarl.PolicyServer;
using Tarl.PolicyServer.Generate;
using Tarl.RolloutWorker;
using Tarl.Sandbox;
using Tarl.Sandbox.Sessions;
using Tarl.ServiceDefaults;
using Tarl.UserSimulator;
using Tarl.Verifier;
using Tarl.Verifier.VerifyEpisode;

namespace Tarl.Cli.HostServices;

/// <summary>Every service in one process, each added by its own registration method.</summary>
public static class TarlHost
{
    /// <summary>A short cloning, too, is saved so often.</summary>
    private const int CloningSaves = 10;

    /// <summary>The domains whose tasks can require outputs; math has answers, which are always checked.</summary>
    private static readonly string[] Applications = ["retail", "airline"];

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);

    /// <param name="dataFolder">Where the data sets lie that the tasks name.</param>
    public static IHost Build(RunFolder folder, RunSettings settings, string dataFolder, CommandConsole console)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var log = new ConsoleLoggerProvider(console.Messages);
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning);
        var services = builder.Services;
        services.AddSingleton(log);
        services.AddSingleton<IHostLifetime, CommandLifetime>();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(console.Messages);
        services.AddSingleton<RunEvents>();
        services.AddSingleton<RunEventReader>();
        services.AddSingleton<ProgressDisplay>();
        services.AddSingleton<Evaluator>();
        services.AddSingleton<TaskCheck>();
        builder.Configuration.AddInMemoryCollection(Overrides(settings));
        AddServices(services, folder, settings);
        services.Configure<SandboxOptions>(sandbox => sandbox.DataFolder = dataFolder);

        // Episodes under way when a command ends are of no more use: what they were for is repeated or has ended.
        services.Configure<MassTransitHostOptions>(host => host.ConsumerStopTimeout = TimeSpan.Zero);
        return builder.Build();
    }

    /// <summary>Opens what the services will write to and play on, so that a damaged file ends a command before it starts.</summary>
    /// <exception cref="InvalidDataException">The episode store, a file of tasks or a data set is damaged or foreign.</exception>
    public static async Task EnsureUsableAsync(IHost host, IEnumerable<string> taskFiles, CancellationToken cancellationToken)
    {
        var tasks = host.Services.GetRequiredService<TaskCheck>();
        foreach (var file in taskFiles)
        {
            await tasks.EnsurePlayableAsync(file, cancellationToken);
        }

        _ = host.Services.GetRequiredService<EpisodeStore>();
    }

    /// <summary>Stops the services, or leaves them after a while: everything that a later process needs appears on disk whole or not at all.</summary>
    public static async Task StopAsync(IHost host, IAnsiConsole messages)
    {
        host.Services.GetRequiredService<ConsoleLoggerProvider>().Mute();
        using var limit = new CancellationTokenSource(StopTimeout);
        try
        {
            // Elsewhere, for this may be running inside the signal handler, which services that stop must not hold up.
            await Task.Run(() => host.StopAsync(limit.Token)).WaitAsync(limit.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or AggregateException)
        {
            messages.WriteLine("Not every service has stopped in time; the run is not affected.");
        }
    }

    /// <summary>Whether the services would start with these settings.</summary>
    /// <exception cref="UserErrorException">A <c>--set</c> names no option, or one that has an option of its own, or its value is none.</exception>
    /// <exception cref="OptionsValidationException">Options contradict each other or have no effect.</exception>
    public static void EnsureValid(RunFolder folder, RunSettings settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Overrides(settings)).Build());
        AddServices(services, folder, settings);
        OptionsSection[] sections =
            [.. services.Where(service => service.ServiceType == typeof(OptionsSection)).Select(service => (OptionsSection)service.ImplementationInstance!)];
        foreach (var (key, value) in settings.Set)
        {
            SetOption.EnsureValid(sections, key, value);
        }

        using var provider = services.BuildServiceProvider();
        foreach (var section in sections)
        {
            _ = provider.GetRequiredService(section.Options);
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Overrides(RunSettings settings) =>
        settings.Set.Select(set => KeyValuePair.Create<string, string?>(set.Key, set.Value));

    private static void AddServices(IServiceCollection services, RunFolder folder, RunSettings settings)
    {
        services.AddBus(bus =>
        {
            bus.AddSandbox();
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
        services.AddOptions<ReinforcementOptions>().Validate<CurriculumOptions>(
            (reinforcement, curriculum) => reinforcement.Temperature == curriculum.Temperature,
            "Reinforcement:Temperature must be Curriculum:Temperature, at which the episodes are sampled; set both.");
        services.AddOptions<ModelOptions>().Validate<PolicyServerOptions>(
            (model, server) => model.ToolPrompt == server.ToolPrompt,
            "Model:ToolPrompt must be PolicyServer:ToolPrompt, which the episodes are sampled with; set both.");
    }

    private static void Configure(IServiceCollection services, RunFolder folder, RunSettings settings)
    {
        services.Configure<PolicyServerOptions>(server => server.Threads = settings.Threads);
        services.Configure<CloningOptions>(cloning =>
        {
            cloning.Steps = settings.CloningSteps;
            if (!settings.Set.ContainsKey("Cloning:SaveEvery"))
            {
                cloning.SaveEvery = Math.Clamp(settings.CloningSteps / CloningSaves, 1, cloning.SaveEvery);
            }
        });
        services.Configure<ReinforcementOptions>(reinforcement =>
        {
            reinforcement.Algorithm = settings.Algorithm;
            reinforcement.Updates = Math.Max(1, settings.Updates);
        });
        services.Configure<VerifierOptions>(verifier =>
        {
            foreach (var domain in settings.RequiredOutputs ? Applications : [])
            {
                verifier.OutputDomains.Add(domain);
            }
        });
        services.Configure<RewardOptions>(reward => reward.Shaper = settings.Reward);
        services.Configure<TarlRewardOptions>(tarl => tarl.Placement = Enum.Parse<RewardPlacement>(settings.Placement, ignoreCase: true));
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
