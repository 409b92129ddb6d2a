namespace Tarl.EndToEnd.Tests.Bus;

[Collection(nameof(RabbitMq))]
public sealed class JudgeCheckTests(RabbitMq rabbit)
{
    private static readonly string[] Check = ["judge", "check", "--episodes", "60", "--json"];

    [RabbitMqFact]
    public async Task Check_JudgeInAnotherProcess_IsMeasuredAsTheOneInThisProcess()
    {
        var url = rabbit.TakeUrl();
        using var judge = ServiceProcess.Service("Judge", url);
        await judge.ProbesAsync("ready", 200);
        await using var published = await Tap.OnAsync(url, "Tarl.Contracts.Episodes:EpisodeCompleted");

        using var check = ServiceProcess.Command(url, [], Check);
        var elsewhere = (await check.EndAsync()).Succeeded();
        var here = (await TarlProcess.RunAsync(Check)).Succeeded();

        // Progress and result come together; only the result's lines are indented or brackets.
        var result = elsewhere.Errors.Split('\n').Where(line => line is "{" or "}" || line.StartsWith("  ", StringComparison.Ordinal));
        Assert.Equal(here.Output.Trim(), string.Join('\n', result));

        // The episodes went to the judge alone: a learner would have recorded them.
        Assert.Equal(0, await published.CountAsync());
    }

    [RabbitMqFact]
    public async Task Check_JudgeThatTakesAWriteForARead_HasLessAgreementThanDemanded()
    {
        var url = rabbit.TakeUrl();
        using var judge = ServiceProcess.Service("Judge", url, ("Judge__ToolPrefixes__cancel_", "Read"));
        await judge.ProbesAsync("ready", 200);

        using var check = ServiceProcess.Command(url, [], [.. Check, "--min-agreement", "0.999"]);
        var result = await check.EndAsync();

        // Bad input would be 1.
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("less than the 0.999 demanded", result.Errors);
    }

    [RabbitMqFact]
    public async Task Check_NoJudgeOnTheBus_SaysSo()
    {
        using var check = ServiceProcess.Command(rabbit.TakeUrl(), [], [.. Check, "--patience", "2"]);
        var result = await check.EndAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("does it run", result.Errors);
    }
}
