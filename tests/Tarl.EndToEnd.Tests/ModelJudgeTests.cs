using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tarl.Testing;
using Tarl.Testing.Models;

namespace Tarl.EndToEnd.Tests;

/// <summary>The judge that asks a language model, in the command line's process.</summary>
public sealed partial class ModelJudgeTests
{
    private const string Key = "sk-test-0123456789";

    private static string[] Check(ModelServer server, params string[] further) =>
    [
        "judge", "check", "--episodes", "60", "--domain", "retail",
        "--set", "Judge:Kind=Model", "--set", $"JudgeModel:Address={server.Address}", "--set", "JudgeModel:Model=tiny", .. further,
    ];

    /// <summary>Says of every turn that it is correct.</summary>
    private static Task PraiseAsync(ModelExchange exchange)
    {
        var turns = Turns().Match(exchange.Messages[^1].Text).Groups[1].Value.Split(", ").Select(turn => int.Parse(turn, CultureInfo.InvariantCulture));
        return exchange.AnswerAsync(JsonSerializer.Serialize(new { scores = turns.Select(turn => new { turn, reason = "fine", score = 1 }) }), input: 1000, output: 100);
    }

    [Fact]
    public async Task Check_ModelThatPraisesEverything_AgreesAsFarAsTurnsAreRight()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("key"), Key);
        await using var server = await ModelServer.StartAsync(PraiseAsync);

        var result = (await TarlProcess.RunAsync(Check(server, "--json", "--set", $"JudgeModel:ApiKeyFile={folder.File("key")}", "--set", $"JudgeModel:CacheFolder={folder.File("cache")}"))).Succeeded();

        using var json = JsonDocument.Parse(result.Output);
        var confusion = json.RootElement.GetProperty("confusion").EnumerateArray().Select(row => row.EnumerateArray().Select(count => count.GetInt32()).ToArray()).ToArray();
        Assert.All(confusion, row => Assert.Equal((0, 0), (row[0], row[1])));
        Assert.All(confusion, row => Assert.True(row[2] > 0));
        Assert.Equal((double)confusion[2][2] / confusion.Sum(row => row[2]), json.RootElement.GetProperty("turnAgreement").GetProperty("value").GetDouble(), 12);
        Assert.All(server.Exchanges, exchange => Assert.Equal($"Bearer {Key}", exchange.Authorization));
        Assert.DoesNotContain(Key, result.Output + result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.File("cache"), "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains(Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_BudgetThatIsTooSmall_EndsAndSaysSo()
    {
        await using var server = await ModelServer.StartAsync(PraiseAsync);

        var result = await TarlProcess.RunAsync(Check(server, "--set", "JudgeModel:BudgetTokens=30000"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("JudgeModel:BudgetTokens, 30,000", result.Errors, StringComparison.Ordinal);
        Assert.True(server.Exchanges.Count * 1100 <= 30000, $"{server.Exchanges.Count} calls were made.");
    }

    [GeneratedRegex("Score these turns of the agent, each once: ([0-9, ]+)\\.")]
    private static partial Regex Turns();
}
