using Microsoft.Extensions.DependencyInjection;
using Tarl.Messaging;
using Tarl.Rpc.RemoteSandbox;
using Tarl.Samples.VerifierRule;
using Tarl.ServiceDefaults.Hosting;
using Tarl.Verifier;
using Tarl.Verifier.VerifyEpisode.Rules;

// The verifier's own Program.cs, and one line: a rule beside its own.
var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus =>
{
    bus.AddVerifier();
    bus.AddSingleton<IVerificationRule, HonestReportRule>();
});
builder.Services.AddRemoteSandbox();
return await builder.Build().RunServiceAsync();
