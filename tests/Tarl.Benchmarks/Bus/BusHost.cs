using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tarl.Contracts.Curriculum;
using Tarl.Judge;
using Tarl.Messaging;
using Tarl.Messaging.Publish;
using Tarl.RolloutWorker;
using Tarl.Rpc.RemotePolicy;
using Tarl.Rpc.RemoteSandbox;
using Tarl.ServiceDefaults.Hosting;
using Tarl.UserSimulator;
using Tarl.Verifier;

namespace Tarl.Benchmarks.Bus;

/// <summary>This process on the bus: it orders episodes, and takes and publishes what learner and command line do about them.</summary>
internal sealed class BusHost : IAsyncDisposable
{
    private readonly IHost _host;

    /// <param name="settings">As the services' environment.</param>
    /// <param name="playsToo">Whether worker, user simulator, verifier and judge share this process.</param>
    private BusHost(IReadOnlyDictionary<string, string> settings, bool playsToo)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value)));
        builder.Services.AddServiceFailure();
        builder.Services.AddSingleton(Join);
        builder.AddBus(bus =>
        {
            bus.AddConsumer<LearnerConsumer>();
            bus.AddConsumer<CommandLineConsumer>();
            bus.AddReceiveObserver(_ => Received);
            if (playsToo)
            {
                AddPlayers(bus);
            }
        });
        builder.Services.PostConfigure<MassTransitHostOptions>(host => (host.WaitUntilStarted, host.ConsumerStopTimeout) = (true, TimeSpan.Zero));
        _host = builder.Build();
    }

    public EpisodeJoin Join { get; } = new();

    /// <summary>What this process has consumed.</summary>
    public ReceivedMessages Received { get; } = new();

    public IServiceProvider Services => _host.Services;

    public static async Task<BusHost> StartAsync(IReadOnlyDictionary<string, string> settings, bool playsToo, CancellationToken cancellationToken)
    {
        var host = new BusHost(settings, playsToo);
        await host._host.StartAsync(cancellationToken);
        return host;
    }

    /// <summary>Has episodes played, and returns when each of them has been verified, judged and scored.</summary>
    public async Task PlayAsync(IReadOnlyList<RequestRollout> orders, CancellationToken cancellationToken)
    {
        Join.Expect(orders.Count);
        await Services.GetRequiredService<IBus>().PublishAllReceivedAsync(orders, cancellationToken);
        await Join.AllScoredAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static void AddPlayers(IBusRegistrationConfigurator bus)
    {
        bus.AddRolloutWorker();
        bus.AddUserSimulator();
        bus.AddVerifier();
        bus.AddJudge();
        bus.AddRemoteSandbox();
        bus.AddRemotePolicy();
    }
}
