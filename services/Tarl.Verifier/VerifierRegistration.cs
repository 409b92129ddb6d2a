using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Tarl.ServiceDefaults;
using Tarl.Verifier.VerifyEpisode;
using Tarl.Verifier.VerifyEpisode.Rules;

namespace Tarl.Verifier;

public static class VerifierRegistration
{
    /// <summary>Adds the whole verifier. The host supplies an <see cref="Contracts.Sandbox.ISandboxClient"/>; options come from the section <c>Verifier</c>.</summary>
    public static IBusRegistrationConfigurator AddVerifier(this IBusRegistrationConfigurator bus)
    {
        bus.AddValidatedOptions<VerifierOptions>("Verifier");
        bus.AddSingleton<IVerificationRule, DatabaseStateRule>();
        bus.AddSingleton<IVerificationRule, RequiredOutputsRule>();
        bus.AddSingleton<IVerificationRule, FinalAnswerRule>();
        bus.AddSingleton<IVerificationRule, FinishedConversationRule>();
        bus.AddSingleton<EpisodeVerifier>();
        bus.AddSingleton<GroundTruthReplay>();
        bus.AddConsumer<EpisodeCompletedConsumer, EpisodeCompletedConsumerDefinition>();
        bus.AddConsumer<EpisodeCompletedFaultConsumer, EpisodeCompletedFaultConsumerDefinition>();
        return bus;
    }
}
