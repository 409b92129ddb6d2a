using System.Text.Json;
using System.Text.Json.Nodes;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox.Tests.Sessions;

/// <summary>Every hostile value in every place of every tool's arguments.</summary>
public class HostileCallTests
{
    private const string Mark = "@@mark@@";

    [Theory]
    [MemberData(nameof(SmallWorld.Domains), MemberType = typeof(SmallWorld))]
    public async Task CallAsync_HostileValueAnywhere_IsAResultThatStaysInItsEpisode(string domain, string version)
    {
        using var world = new SmallWorld();
        var file = world.File($"{domain}-{version}.db");
        var before = await File.ReadAllBytesAsync(file);
        await using var bystander = world.Open(domain, version);
        await RunAsync(bystander, SmallWorld.ValidCalls(bystander));
        var bystandersChanges = await ChangesAsync(bystander);
        var expected = await PlayValidCallsAsync(world, domain, version);
        var count = 0;

        foreach (var call in SmallWorld.ValidCalls(bystander))
        {
            foreach (var place in HostileValues.Places(JsonNode.Parse(call.Arguments.GetRawText())!, Mark))
            {
                foreach (var value in HostileValues.All)
                {
                    await AttackAsync(world, domain, version, call.Name, place.Replace($"\"{Mark}\"", value, StringComparison.Ordinal));
                    count++;
                }
            }
        }

        Assert.True(count > 1000);
        Assert.Equal(expected, await PlayValidCallsAsync(world, domain, version));
        Assert.Equal(bystandersChanges, await ChangesAsync(bystander));
        Assert.Equal(before, await File.ReadAllBytesAsync(file));
    }

    [Theory]
    [MemberData(nameof(SmallWorld.Domains), MemberType = typeof(SmallWorld))]
    public async Task CallAsync_HostileKey_IsRefusedAndChangesNothing(string domain, string version)
    {
        using var world = new SmallWorld();
        await using var session = world.Open(domain, version);
        foreach (var call in SmallWorld.ValidCalls(session))
        {
            foreach (var key in HostileValues.All.Where(value => value[0] == '"'))
            {
                var members = call.Arguments.GetRawText().TrimEnd()[..^1].TrimEnd();
                var result = await CallAsync(session, call.Name, $"{members}{(members == "{" ? "" : ", ")}{key}: 1}}");
                Assert.True(result.IsError, $"{call.Name} takes {key}");
            }
        }

        Assert.Empty(await session.GetChangesAsync(default));
    }

    // The call itself, what it changed, and then every tool on what it may have left behind.
    private static async Task AttackAsync(SmallWorld world, string domain, string version, string tool, string arguments)
    {
        await using var session = world.Open(domain, version);
        try
        {
            _ = JsonSerializer.Serialize(await CallAsync(session, tool, arguments), JsonSerializerOptions.Web);
            await ChangesAsync(session);
            await RunAsync(session, SmallWorld.ValidCalls(session));
            await ChangesAsync(session);
        }
        catch (Exception exception)
        {
            Assert.Fail($"{tool} {arguments[..int.Min(300, arguments.Length)]}: {exception}");
        }
    }

    private static async Task<List<string>> PlayValidCallsAsync(SmallWorld world, string domain, string version)
    {
        await using var session = world.Open(domain, version);
        var texts = await RunAsync(session, SmallWorld.ValidCalls(session));
        return [.. texts, await ChangesAsync(session)];
    }

    private static async Task<List<string>> RunAsync(SandboxSession session, IReadOnlyList<ToolCall> calls)
    {
        var texts = new List<string>();
        foreach (var call in calls)
        {
            texts.Add((await session.CallAsync(call, default)).Text);
        }

        return texts;
    }

    private static async Task<ToolResult> CallAsync(SandboxSession session, string tool, string arguments)
    {
        using var document = JsonDocument.Parse(arguments, new JsonDocumentOptions { MaxDepth = 128 });
        return await session.CallAsync(new ToolCall { Name = tool, Arguments = document.RootElement }, default);
    }

    // As it goes over HTTP.
    private static async Task<string> ChangesAsync(SandboxSession session) =>
        JsonSerializer.Serialize(await session.GetChangesAsync(default), JsonSerializerOptions.Web);
}
