using System.Text.Json.Nodes;

namespace Tarl.Deployment.Tests.Compose;

/// <summary>docker-compose.yml, merge keys resolved.</summary>
internal static class ComposeFile
{
    public static async Task<JsonObject> ReadAsync() =>
        (await NodeScript.RunAsync("to-json.mjs", Repository.Read("docker-compose.yml"))).Single()!.AsObject();

    /// <summary>The services that are built here.</summary>
    public static async Task<IReadOnlyDictionary<string, JsonObject>> OurServicesAsync() =>
        (await ReadAsync())["services"]!.AsObject().Where(service => service.Value!["build"] is not null)
        .ToDictionary(service => service.Key, service => service.Value!.AsObject());

    /// <summary>The text with every <c>${NAME:-default}</c> replaced by its default.</summary>
    public static string WithDefaults(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\$\{\w+:-([^}]*)\}", "$1");
}
