using System.Text.RegularExpressions;

namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>The user in JavaScript of docs/samples, asked over HTTP by the user simulator.</summary>
[Collection(nameof(RabbitMq))]
public sealed partial class SampleUserTests(RabbitMq rabbit)
{
    private const string Sample = "user-http";

    [RabbitMqFact]
    public async Task Conform_UserSimulatorThatAsksJavaScriptOverHttp_Passes()
    {
        var url = rabbit.TakeUrl();
        using var user = ServiceProcess.Node(Samples.In($"{Sample}/user.mjs"), url, ("PORT", "0"));
        using var simulator = await AskingAsync(url, await AddressAsync(user));

        await ConformTests.PassesAsync(url, "simulator", 18);
    }

    [RabbitMqFact]
    public async Task Conform_UserThatNeverEndsAndDiffersEachTime_FailsThere()
    {
        var url = rabbit.TakeUrl();
        using var folder = Samples.Spoilt(Sample, "user.mjs", text => text
            .Replace("|| heard.length >= patience", "", StringComparison.Ordinal).Replace("text: Object", "text: Math.random() + Object", StringComparison.Ordinal));
        using var user = ServiceProcess.Node(folder.In("user.mjs"), url, ("PORT", "0"));
        using var simulator = await AskingAsync(url, await AddressAsync(user));

        var result = await ConformTests.RunAsync(url, "simulator", "--case", "opens", "--case", "repeats", "--case", "ends");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("pass  opens", result.Errors);
        Assert.Contains("FAIL  repeats", result.Errors);
        Assert.Contains("FAIL  ends", result.Errors);
        Assert.Contains("came:     no end within 30 turns", result.Errors);
    }

    [RabbitMqFact]
    public async Task Conform_NobodyAtTheAddress_FailsWithoutAnInventedAnswer()
    {
        var url = rabbit.TakeUrl();
        using var simulator = await AskingAsync(url, $"http://127.0.0.1:{RabbitMqProcess.FreePort()}/");

        var result = await ConformTests.RunAsync(url, "simulator", "--case", "opens");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("urn:message:MassTransit:Fault[[Tarl.Contracts.Episodes:SimulateUserTurn]]", result.Errors);
    }

    private static async Task<string> AddressAsync(ServiceProcess user) => $"http://127.0.0.1:{Port().Match(await user.SaysAsync(".")).Groups[1].Value}/";

    private static async Task<ServiceProcess> AskingAsync(string url, string address)
    {
        var simulator = ServiceProcess.Service("UserSimulator", url, ("Bus__Retry__Limit", "1"), ("UserSimulator__Kind", "Http"), ("HttpUser__Address", address));
        await simulator.ProbesAsync("ready", 200);
        return simulator;
    }

    [GeneratedRegex(@"Listening on (\d+)")]
    private static partial Regex Port();
}
