using System.Text.Json.Nodes;

namespace Tarl.Deployment.Tests;

/// <summary>Runs a script of the folder NodeClients, whose packages <c>npm install</c> in that folder brings.</summary>
internal static class NodeScript
{
    private static readonly string Folder = Repository.In("tests/Tarl.Deployment.Tests/NodeClients");

    public static async Task<JsonArray> RunAsync(string name, string input) =>
        JsonNode.Parse(await OtherProgram.RunAsync("node", [Path.Combine(Folder, name)], input))!.AsArray();
}
