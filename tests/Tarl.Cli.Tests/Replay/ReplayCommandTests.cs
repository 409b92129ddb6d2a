using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Tarl.Cli.Tests.Replay;

public sealed class ReplayCommandTests : IDisposable
{
    private const string Actions = """
        {"version": "v1", "domain": "retail", "source": "a-1", "actions": [{"name": "cancel_pending_order", "arguments": {"order_id": "#W1", "reason": "no longer needed"}}, {"name": "get_order_details", "arguments": {"order_id": "#W9"}}]
        """;

    // Worked out from the benchmark's rules: the whole payment goes back, and a gift card has it at once (64 + 10.5).
    private const string Recorded = Actions + """
        , "observations": ["{\"order_id\": \"#W1\", \"user_id\": \"ann_li_1111\", \"address\": {}, \"items\": [], \"fulfillments\": [], \"status\": \"cancelled\", \"payment_history\": [{\"transaction_type\": \"payment\", \"amount\": 10.5, \"payment_method_id\": \"gift_card_1\"}, {\"transaction_type\": \"refund\", \"amount\": 10.5, \"payment_method_id\": \"gift_card_1\"}], \"cancel_reason\": \"no longer needed\"}", "Error: order not found"], "errors": [false, true], "changes": [["orders", "#W1", ["status"], "pending", "cancelled"], ["orders", "#W1", ["payment_history", 1], {"$absent": true}, {"transaction_type": "refund", "amount": 10.5, "payment_method_id": "gift_card_1"}], ["orders", "#W1", ["cancel_reason"], {"$absent": true}, "no longer needed"], ["users", "ann_li_1111", ["payment_methods", "gift_card_1", "balance"], 64, 74.5]]}
        """;

    private readonly SmallShop _shop = new();

    [Fact]
    public async Task Replay_ActionsOnly_WritesTheLineWithItsOutcome()
    {
        Write("actions.jsonl", Actions + "}");

        var result = await _shop.ReplayAsync("actions.jsonl");

        Assert.Equal((0, Recorded + "\n", "actions.jsonl: 1 episode\n"), (result.ExitCode, result.Output, result.Errors));
    }

    [Fact]
    public async Task Replay_GzipWithOut_WritesTheFileAndNothingElse()
    {
        using (var gzip = new GZipStream(File.Create(_shop.In("actions.gz")), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes($"{Actions}}}\n\n{Actions}}}\n"));
        }

        var result = await _shop.ReplayAsync("actions.gz", "--out", "out.jsonl");

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Equal($"{Recorded}\n{Recorded}\n", File.ReadAllText(_shop.In("out.jsonl")));
        Assert.Equal(["actions.gz", "out.jsonl"], _shop.Files);
    }

    [Fact]
    public async Task Replay_LaterLineIsDamaged_LeavesTheOutputFileAsItWas()
    {
        Write("actions.jsonl", Actions + "}\n" + Actions);
        Write("out.jsonl", "earlier");

        Refused(await _shop.ReplayAsync("actions.jsonl", "--out", "out.jsonl"), "Line 2 of 'actions.jsonl'");

        Assert.Equal("earlier", File.ReadAllText(_shop.In("out.jsonl")));
        Assert.Equal(["actions.jsonl", "out.jsonl"], _shop.Files);
    }

    [Fact]
    public async Task Replay_GzipCutAtTheEndOfALine_IsRefused()
    {
        using (var file = File.Create(_shop.In("cut.gz")))
        {
            using var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(Encoding.UTF8.GetBytes(Recorded + "\n"));
            gzip.Flush();
            var endOfLine = file.Length;
            gzip.Write(Encoding.UTF8.GetBytes(Recorded + "\n"));
            gzip.Dispose();
            Assert.True(file.Length > endOfLine);
            file.SetLength(endOfLine);
        }

        Refused(await _shop.ReplayAsync("--check", "cut.gz"), "'cut.gz' cannot be played");
    }

    [Fact]
    public async Task Check_RightRecordings_NoDifference()
    {
        Write("a.jsonl", Recorded);
        Write("b.jsonl", Recorded + "\n" + Recorded);

        var result = await _shop.ReplayAsync("--check", "a.jsonl", "b.jsonl");

        Assert.Equal((0, "", "a.jsonl: 1 episode, no differences\nb.jsonl: 2 episodes, no differences\n"), (result.ExitCode, result.Output, result.Errors));
    }

    [Fact]
    public async Task Check_Run_PlaysOnItsShop()
    {
        _shop.WriteRun("run");
        Write("a.jsonl", Recorded);

        var result = await _shop.ReplayAsync("--check", "a.jsonl", "--run", "run");

        Assert.Equal((0, "", "a.jsonl: 1 episode, no differences\n"), (result.ExitCode, result.Output, result.Errors));
    }

    [Fact]
    public async Task Check_AlteredRecording_ListsEveryDifferenceAndFails()
    {
        Write("right.jsonl", Recorded);
        Write("altered.jsonl", Altered());

        var result = await _shop.ReplayAsync("--check", "altered.jsonl", "right.jsonl");

        Assert.Equal(1, result.ExitCode);
        Assert.Collection(
            result.Lines,
            line => Assert.Equal("altered.jsonl: a-1, action 2 (get_order_details): recorded 'Error: order lost', got 'Error: order not found'", line),
            line => Assert.StartsWith("altered.jsonl: a-1: recorded change is missing: [\"users\"", line),
            line => Assert.StartsWith("altered.jsonl: a-1: change is not recorded: [\"users\"", line));
        Assert.Equal("altered.jsonl: 1 episode, 3 differences\nright.jsonl: 1 episode, no differences\n", result.Errors);
    }

    [Fact]
    public async Task Check_Json_IsOneDocument()
    {
        Write("altered.jsonl", Altered());

        var result = await _shop.ReplayAsync("--check", "altered.jsonl", "--json");

        Assert.Equal(1, result.ExitCode);
        using var document = JsonDocument.Parse(result.Output);
        var file = Assert.Single(document.RootElement.EnumerateArray());
        Assert.Equal(("altered.jsonl", 1, 3), (file.GetProperty("file").GetString(), file.GetProperty("episodes").GetInt32(), file.GetProperty("differences").GetArrayLength()));
    }

    [Theory]
    [InlineData("There is no file 'nowhere.jsonl'", "nowhere.jsonl")]
    [InlineData("Required argument missing", "--check")]
    [InlineData("There is no option '--bogus'", "actions.jsonl", "--bogus")]
    [InlineData("There is no option '-c'", "-c", "actions.jsonl")]
    [InlineData("'empty.jsonl' holds no recorded episode", "--check", "empty.jsonl")]
    [InlineData("'actions.jsonl' cannot be played: Episode 'a-1' records no observations", "--check", "actions.jsonl")]
    [InlineData("'nowhere' is neither a folder", "actions.jsonl", "--data", "nowhere")]
    [InlineData("no SQLite database", "actions.jsonl", "--data", "actions.jsonl")]
    [InlineData("exclude each other", "actions.jsonl", "--data", "data", "--run", "runs/a")]
    [InlineData("nowhere holds no run", "actions.jsonl", "--run", "nowhere")]
    [InlineData("--out takes a file", "actions.jsonl", "--out", "data")]
    [InlineData("--out takes a file", "actions.jsonl", "--out", "/dev/null")]
    [InlineData("cannot be written", "actions.jsonl", "--out", "no/such/folder")]
    public async Task Replay_BadInput_IsRefusedInOneSentence(string part, params string[] arguments)
    {
        Write("actions.jsonl", Actions + "}");
        Write("empty.jsonl", "");

        Refused(await _shop.ReplayAsync(arguments), part);

        Assert.Equal(["actions.jsonl", "empty.jsonl"], _shop.Files);
    }

    [TauBenchFact]
    public async Task Check_TheBenchmarksOwnRecordings_NoDifference()
    {
        var files = Directory.GetFiles(Path.Combine(TauBenchFolder.Path!, "golden"), "*.jsonl.gz");

        var result = await _shop.ReplayAsync(["--check", .. files, "--data", Path.Combine(TauBenchFolder.Path!, "data")]);

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.All(files, file => Assert.Contains($"{file}: ", result.Errors));
    }

    public void Dispose() => _shop.Dispose();

    private static string Altered() =>
        Recorded.Replace("order not found", "order lost", StringComparison.Ordinal).Replace("74.5]", "74.25]", StringComparison.Ordinal);

    private static void Refused(CommandResult result, string part)
    {
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("tarl: ", result.Errors);
        Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(part, result.Errors);
    }

    private void Write(string name, string text) => File.WriteAllText(_shop.In(name), text);
}
