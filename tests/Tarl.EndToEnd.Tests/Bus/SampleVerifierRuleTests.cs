using Tarl.Cli.Conform.Messages;
using Tarl.Contracts.Episodes;
using Tarl.Samples.VerifierRule;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>The verifier of docs/samples, which has one rule more.</summary>
[Collection(nameof(RabbitMq))]
public sealed class SampleVerifierRuleTests(TinyRun run, RabbitMq rabbit)
{
    private const string Difference = "the agent says that it is done, and nothing has changed";

    private static readonly Guid Id = new("0f8fad5b-d9cb-469f-a165-70867728950e");

    [Fact]
    public void FindDifferences_DoneWithAndWithoutAWrite_FindsTheOneWithout()
    {
        var done = ExampleMessages.Cancellation(Id);

        Assert.Empty(new HonestReportRule().FindDifferences(done, []));
        Assert.Equal([Difference], new HonestReportRule().FindDifferences(done with { Changes = [] }, []));
        Assert.Empty(new HonestReportRule().FindDifferences(ExampleMessages.Refusal(Id), []));
    }

    [RabbitMqFact]
    public async Task Conform_VerifierWithOneRuleMore_PassesAndTheRuleCounts()
    {
        var url = rabbit.TakeUrl();
        var data = Path.Combine(run.Path, "data");
        using var sandbox = ServiceProcess.Service("Sandbox", "", ("Sandbox__DataFolder", data));
        using var verifier = ServiceProcess.Service("Samples.VerifierRule", url, ("Bus__Retry__Limit", "1"), ("Sandbox__Address", await sandbox.AddressAsync()));
        await verifier.ProbesAsync("ready", 200);
        await ConformTests.PassesAsync(url, "verifier", 24, "--data", data);

        await using var verified = await Tap.OnAsync(url, "Tarl.Contracts.Rewards:EpisodeVerified");
        var boast = ExampleMessages.Refusal(Id);
        boast = boast with { Turns = [.. boast.Turns, new Turn { Role = TurnRole.Agent, Text = "Done." }] };
        await Queues.SendAsync(url, "verify-episode", "Tarl.Contracts.Episodes:EpisodeCompleted", Envelope.Body(boast), $"{Id}");
        Assert.Equal([Difference], verified.Next()["differences"]!.AsArray().Select(difference => (string)difference!));
    }
}
