using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Policy;

namespace Tarl.Cli.Rollouts;

internal static class RecordedRolloutsRegistration
{
    /// <summary>Adds what takes the place of curriculum and workers for a run that learns from a file.</summary>
    public static IBusRegistrationConfigurator AddRecordedRollouts(this IBusRegistrationConfigurator bus, string path, int groupsPerUpdate)
    {
        bus.AddSingleton(_ => new RecordedRollouts(path, groupsPerUpdate));
        bus.AddSingleton<ITokenLedger, RecordedTokenLedger>();
        bus.AddConsumer<ReplayRolloutsConsumer>();
        return bus;
    }
}
