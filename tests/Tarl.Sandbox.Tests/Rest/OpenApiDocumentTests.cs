using System.Text.Json.Nodes;
using Tarl.Sandbox.Rest;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Tests.Rest;

/// <summary>The document before validators that nobody here wrote: one of the specification's schema, one that follows references.</summary>
public class OpenApiDocumentTests
{
    [NodeFact]
    public async Task Text_IndependentValidators_FindEveryToolsPathValid()
    {
        await using var server = await SandboxServer.StartAsync();

        var verdict = await NodeClient.RunAsync("validate-openapi.mjs", [new Uri(server.Http.BaseAddress!, "/openapi.json").ToString()]);

        Assert.True(verdict.GetProperty("valid").GetBoolean(), verdict.GetRawText());
        var paths = verdict.GetProperty("paths").EnumerateArray().Select(path => path.GetString()).ToHashSet();
        foreach (var domain in DomainCatalogue.All)
        {
            Assert.All(domain.Definitions, tool => Assert.Contains($"/{domain.Name}/{domain.VersionTag}/sessions/{{session}}/tools/{tool.Name}", paths));
        }
    }

    [NodeTheory]
    [InlineData("\"openapi\": \"3.1.0\"", "\"openapi\": 3")]
    [InlineData("#/components/schemas/ToolResult", "#/components/schemas/Nowhere")]
    [InlineData("\"required\": true", "\"required\": \"yes\"")]
    public async Task Text_Damaged_IsFoundInvalid(string part, string damage)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(part, OpenApiDocument.Text);
        var damaged = OpenApiDocument.Text.Replace(part, damage, StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(damaged));
        await File.WriteAllTextAsync(folder.File("openapi.json"), damaged);

        var verdict = await NodeClient.RunAsync("validate-openapi.mjs", [folder.File("openapi.json")]);

        Assert.False(verdict.GetProperty("valid").GetBoolean());
    }
}
