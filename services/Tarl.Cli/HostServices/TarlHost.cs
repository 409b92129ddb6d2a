using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Spectre.Console;
using Tarl.Cli.Evaluate;
using Tarl.Cli.Output;
using Tarl.Cli.Rollouts;
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
using Tarl.Messaging.Connect;
using Tarl.Messaging.DiscardLeftovers;
using Tarl.Messaging.Watch;
using Tarl.PolicyServer;
using Tarl.PolicyServer.Generate;
using Tarl.RolloutWorker;
using Tarl.Rpc.RemotePolicy;
using Tarl.Sandbox;
using Tarl.Sandbox.Sessions;
using Tarl.ServiceDefaults;
using Tarl.ServiceDefaults.Hosting;
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
    /// <param name="connections">The section <c>Bus</c>, and <c>PolicyServer</c> if policy servers elsewhere are to sample.</param>
    /// <param name="conducts">No service shares this process; all are reached over the bus.</param>
    public static IHost Build(
        RunFolder folder, RunSettings settings, string dataFolder, IReadOnlyDictionary<string, string?> connections, CommandConsole console,
        bool conducts = false)
    {
        var builder = CommandHost.CreateBuilder(console);
        var services = builder.Services;
        services.AddSingleton<Evaluator>();
        services.AddSingleton<TaskCheck>();
        Compose(builder, folder, settings, connections, conducts);
        services.Configure<SandboxOptions>(sandbox => sandbox.DataFolder = dataFolder);
        return builder.Build();
    }

    /// <summary>Every service, with its queues.</summary>
    public static void AddServices(IBusRegistrationConfigurator bus) => AddServices(bus, remotePolicy: false);

    /// <summary>The services whose queues bear the same name in every process of a service.</summary>
    public static void AddServicesWithSharedQueues(IBusRegistrationConfigurator bus)
    {
        bus.AddCurriculum();
        bus.AddRolloutWorker();
        bus.AddUserSimulator();
        bus.AddVerifier();
        bus.AddJudge();
        bus.AddLearner();
    }

    private static void Add(IBusRegistrationConfigurator bus, bool conducts, bool remotePolicy)
    {
        if (conducts)
        {
            AddConductor(bus);
        }
        else
        {
            AddServices(bus, remotePolicy);
        }
    }

    private static void AddServices(IBusRegistrationConfigurator bus, bool remotePolicy)
    {
        if (remotePolicy)
        {
            bus.AddRemotePolicy();
        }
        else
        {
            bus.AddPolicyServer();
        }

        AddServicesWithSharedQueues(bus);
        AddConductor(bus);
    }

    /// <summary>What conducts a run whose services are processes of their own; its sandbox only checks the tasks.</summary>
    private static void AddConductor(IBusRegistrationConfigurator bus)
    {
        bus.AddSandbox();
        bus.AddConsumer<RunEventsConsumer, RunEventsConsumerDefinition>();
    }

    /// <summary>Starts the services, as soon as the broker, if there is one, answers.</summary>
    /// <exception cref="BrokerRefusedException">The broker answers and refuses.</exception>
    public static async Task StartAsync(IHost host, IAnsiConsole messages, CancellationToken cancellationToken)
    {
        if (host.Services.GetService<Broker>() is { } broker)
        {
            await broker.WaitAsync(messages.WriteLine, host.Services.GetRequiredService<TimeProvider>(), cancellationToken);

            // To make the bus is to name its queues. What an earlier process has left in them is planned anew.
            _ = host.Services.GetRequiredService<IBusControl>();
            await Leftovers.DiscardAsync(broker, host.Services.GetRequiredService<ReceiveQueues>().Names, cancellationToken);
        }

        // Takes moments; services cut off while they start would complain.
        await host.StartAsync(CancellationToken.None);
    }

    /// <summary>Waits until every service of a run that is conducted from here has its queues.</summary>
    /// <exception cref="BrokerRefusedException">The broker answers and refuses.</exception>
    public static Task WaitForServicesAsync(IHost host, IAnsiConsole messages, CancellationToken cancellationToken)
    {
        var queues = new OthersQueues(host.Services.GetRequiredService<Broker>(), messages.WriteLine, host.Services.GetRequiredService<TimeProvider>());
        return queues.WaitAsync(ServiceQueues.Shared(), cancellationToken);
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

        // A learner in a process of its own opens it there.
        _ = host.Services.GetService<EpisodeDatabase>();
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
    public static void EnsureValid(RunFolder folder, RunSettings settings, IReadOnlyDictionary<string, string?> connections)
    {
        var builder = Unstarted(folder, settings, connections);
        var sections = SetOption.EnsureValid(builder.Services, settings.Set);
        using var host = builder.Build();
        foreach (var section in sections)
        {
            _ = host.Services.GetRequiredService(section.Options);
        }
    }

    /// <summary>Whether all of these are options of a run's services, whatever their values come to together.</summary>
    /// <returns>The services' options.</returns>
    /// <exception cref="UserErrorException">One is none, or has an option of its own, or its value is none.</exception>
    public static IReadOnlyList<OptionsSection> EnsureOptions(RunFolder folder, RunSettings settings, IReadOnlyDictionary<string, string> sets) =>
        SetOption.EnsureValid(Unstarted(folder, settings, new Dictionary<string, string?>()).Services, sets);

    private static HostApplicationBuilder Unstarted(RunFolder folder, RunSettings settings, IReadOnlyDictionary<string, string?> connections)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddServiceFailure();
        Compose(builder, folder, settings, connections, conducts: false);
        return builder;
    }

    private static void Compose(
        HostApplicationBuilder builder, RunFolder folder, RunSettings settings, IReadOnlyDictionary<string, string?> connections, bool conducts)
    {
        var remotePolicy = connections.ContainsKey($"{RemotePolicyOptions.Section}:{nameof(RemotePolicyOptions.Address)}");
        builder.Configuration.AddSets(settings.Set);
        builder.Configuration.AddInMemoryCollection(connections);
        builder.AddBus(bus =>
        {
            Add(bus, conducts, remotePolicy);
            if (settings.Rollouts is { } rollouts)
            {
                bus.AddRecordedRollouts(rollouts, settings.GroupsPerUpdate);
            }
        });
        Configure(builder.Services, folder, settings);
        if (!conducts)
        {
            RequireSamplingAsTrained(builder.Services, remotePolicy);
        }
    }

    /// <summary>Learner and policy server have options that must agree; a policy server elsewhere cannot be asked.</summary>
    private static void RequireSamplingAsTrained(IServiceCollection services, bool remotePolicy)
    {
        services.AddOptions<ReinforcementOptions>().Validate<CurriculumOptions>(
            (reinforcement, curriculum) => reinforcement.Temperature == curriculum.Temperature,
            "Reinforcement:Temperature must be Curriculum:Temperature, at which the episodes are sampled; set both.");
        if (!remotePolicy)
        {
            services.AddOptions<ModelOptions>().Validate<PolicyServerOptions>(
                (model, server) => model.ToolPrompt == server.ToolPrompt,
                "Model:ToolPrompt must be PolicyServer:ToolPrompt, which the episodes are sampled with; set both.");
        }
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
        ConfigureVerifier(services, settings);
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
            curriculum.Sampler = settings.Sampler;
            curriculum.MaxStaleness = settings.MaxStaleness;

            // A run that learns from a file asks for no rollouts.
            curriculum.Updates = settings.Rollouts is null ? settings.Updates : 0;
            curriculum.GroupsPerUpdate = settings.GroupsPerUpdate;
            curriculum.GroupSize = settings.GroupSize;
        });
    }

    internal static void ConfigureVerifier(IServiceCollection services, RunSettings settings) => services.Configure<VerifierOptions>(verifier =>
    {
        foreach (var domain in settings.RequiredOutputs ? Applications : [])
        {
            verifier.OutputDomains.Add(domain);
        }
    });
}
