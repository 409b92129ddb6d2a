using MassTransit;
using Tarl.Messaging;
using Tarl.PolicyServer;
using Tarl.RolloutWorker;
using Tarl.Sandbox;
using Tarl.ServiceDefaults.Hosting;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>What this assembly is when it is run instead of tested: a rollout worker that has all it calls in its own process.</summary>
internal static class WorkerProgram
{
    public static async Task<int> Main(string[] args)
    {
        var builder = ServiceHost.CreateBuilder(args);
        builder.AddBus(bus =>
        {
            bus.AddRolloutWorker();
            bus.AddSandbox();
            bus.AddPolicyServer();
            if (builder.Configuration["Test:Deaf"] is not null)
            {
                bus.AddReceiveEndpointObserver<DeafEndpoints>();
            }
        });
        return await builder.Build().RunServiceAsync();
    }
}
