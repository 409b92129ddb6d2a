using Tarl.Sandbox.Replay;
using Tarl.Sandbox.Tests.Sessions;

namespace Tarl.Sandbox.Tests.Replay;

public sealed class RecordingPlayerTests : IDisposable
{
    private const string Cancel = """
        {"version": "v1", "domain": "retail", "source": "a-1", "note": 7, "actions": [{"name": "cancel_pending_order", "arguments": {"order_id": "#W0000001", "reason": "no longer needed"}}, {"name": "think", "arguments": {"thought": "x"}}, {"name": "get_order_details", "arguments": {"order_id": "#W9"}}]}
        """;

    private readonly RetailShop _shop = new();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task WriteAsync_ActionsOnly_WritesTheLineWithItsOutcome()
    {
        var line = Assert.Single(await WriteAsync(Cancel)).Trim();

        Assert.StartsWith("""{"version": "v1", "domain": "retail", "source": "a-1", "note": 7, "actions": [{""", line);
        Assert.Contains("\"errors\": [false, false, true]", line);
        Assert.EndsWith("\"Error: order not found\"], \"errors\": [false, false, true], \"changes\": ["
            + "[\"orders\", \"#W0000001\", [\"status\"], \"pending\", \"cancelled\"], "
            + "[\"orders\", \"#W0000001\", [\"payment_history\", 1], {\"$absent\": true}, {\"transaction_type\": \"refund\", \"amount\": 10.5, \"payment_method_id\": \"gift_card_1\"}], "
            + "[\"orders\", \"#W0000001\", [\"cancel_reason\"], {\"$absent\": true}, \"no longer needed\"], "
            + "[\"users\", \"ann_li_1111\", [\"payment_methods\", \"gift_card_1\", \"balance\"], 64, 74.5]]}", line);
    }

    [Fact]
    public async Task CheckAsync_OwnOutput_NoDifference()
    {
        var (summary, text) = await CheckAsync(string.Join("\n", await WriteAsync(Cancel + "\n" + Cancel)));
        Assert.Equal((2, 0, ""), (summary.Episodes, summary.Differences, text));
    }

    [Theory]
    [InlineData("74.5]", "74.25]", 2, "recorded change is missing")]
    [InlineData("Error: order not found\"", "Error: order lost\"", 1, "action 3 (get_order_details): recorded ")]
    [InlineData("[false, false, true]", "[false, true, true]", 1, "action 2 (think): recorded a failure")]
    [InlineData("74.5]", "74.5001]", 0, "")]
    public async Task CheckAsync_AlteredRecording_NamesTheDifference(string was, string now, int differences, string message)
    {
        var (summary, text) = await CheckAsync(Assert.Single(await WriteAsync(Cancel)).Replace(was, now, StringComparison.Ordinal));
        Assert.Equal(differences, summary.Differences);
        Assert.Contains(message, text);
    }

    [Theory]
    [InlineData("{not json", "Line 1")]
    [InlineData("""{"version": "v1"}""", "Line 1")]
    [InlineData("""{"version": "v3", "domain": "retail", "actions": []}""", "unknown version 'v3'")]
    [InlineData("""{"version": "v1", "domain": "../retail", "actions": []}""", "unknown domain")]
    [InlineData("""{"version": "v2", "domain": "retail", "actions": []}""", "is not for retail v2")]
    public async Task WriteAsync_LineThatCannotBePlayed_SaysWhy(string line, string message) =>
        Assert.Contains(message, (await Assert.ThrowsAsync<InvalidDataException>(() => WriteAsync(line))).Message);

    public void Dispose()
    {
        _shop.Dispose();
        _folder.Dispose();
    }

    private async Task<string[]> WriteAsync(string text)
    {
        using var player = new RecordingPlayer(_shop.DataSetPath);
        var output = new StringWriter();
        await player.WriteAsync(await FileAsync(text), output, default);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<(ReplaySummary Summary, string Text)> CheckAsync(string text)
    {
        using var player = new RecordingPlayer(_shop.DataSetPath);
        var output = new StringWriter();
        return (await player.CheckAsync(await FileAsync(text), output, default), output.ToString());
    }

    private async Task<string> FileAsync(string text)
    {
        var path = _folder.File("episodes.jsonl");
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
