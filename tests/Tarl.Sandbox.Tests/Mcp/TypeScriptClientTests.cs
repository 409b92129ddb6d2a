using System.Text.Json;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox.Tests.Mcp;

/// <summary>The sandbox as MCP's official TypeScript client sees it.</summary>
public class TypeScriptClientTests
{
    private const string UnknownUser = """{"name": "get_user_details", "arguments": {"user_id": "nobody"}}""";

    [NodeTheory]
    [MemberData(nameof(SmallWorld.Domains), MemberType = typeof(SmallWorld))]
    public async Task OverHttp_EveryTool_IsListedAndGivesWhatASessionGives(string domain, string version)
    {
        using var world = new SmallWorld();
        await using var server = await SandboxServer.StartAsync(options => options.DataFolder = world.Folder);
        var endpoint = new Uri(server.Http.BaseAddress!, $"/{domain}/{version}/mcp/{domain}-{version}");

        await CallEveryToolAsync(world, domain, version, endpoint.ToString());

        Assert.Equal(0, server.Sessions.Count);
    }

    [NodeFact]
    public async Task OverStdio_EveryTool_IsListedAndGivesWhatASessionGives()
    {
        using var world = new SmallWorld();
        await CallEveryToolAsync(
            world, "airline", "v2",
            "dotnet", typeof(SandboxRegistration).Assembly.Location, "mcp-stdio", "airline", "airline-v2", "--Sandbox:DataFolder", world.Folder);
    }

    // Every tool once with arguments that it takes, then a call that fails; beside the same calls in process.
    private static async Task CallEveryToolAsync(SmallWorld world, string domain, string version, params string[] target)
    {
        await using var session = world.Open(domain, version);
        List<ToolCall> calls = [.. SmallWorld.ValidCalls(session), JsonSerializer.Deserialize<ToolCall>(UnknownUser, JsonSerializerOptions.Web)!];
        await File.WriteAllTextAsync(world.File("calls.json"), JsonSerializer.Serialize(calls, JsonSerializerOptions.Web));

        var seen = await NodeClient.RunAsync("call-every-tool.mjs", [world.File("calls.json"), .. target]);

        AssertTools(session, seen.GetProperty("tools"));
        var results = seen.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(session.Tools.Count + 1, results.Count);
        Assert.Equal([.. Enumerable.Repeat(false, session.Tools.Count), true], results.Select(result => result.GetProperty("isError").GetBoolean()));
        for (var i = 0; i < calls.Count; i++)
        {
            Assert.Equal((await session.CallAsync(calls[i], default)).Text, results[i].GetProperty("text").GetString());
        }
    }

    private static void AssertTools(SandboxSession session, JsonElement tools)
    {
        Assert.Equal(session.Tools.Select(tool => tool.Name), tools.EnumerateArray().Select(tool => tool.GetProperty("name").GetString()));
        Assert.All(session.Tools.Zip(tools.EnumerateArray()), pair =>
            Assert.True(JsonElement.DeepEquals(pair.First.Parameters, pair.Second.GetProperty("inputSchema")), pair.First.Name));
    }
}
