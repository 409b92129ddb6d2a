using System.Text.Json.Nodes;
using Tarl.Cli.RunFolders;

namespace Tarl.Deployment.Tests.Compose;

public sealed class ComposeFileTests
{
    [NodeFact]
    public async Task ComposeFile_FitsTheComposeSpecification() => Assert.Empty(await CheckAsync(await ComposeFile.ReadAsync()));

    [NodeFact]
    public async Task ComposeFile_MistypedFields_AreFound()
    {
        var file = await ComposeFile.ReadAsync();
        var judge = file["services"]!["judge"]!.AsObject();
        judge["reed_only"] = true;
        judge["healthcheck"]!["retries"] = JsonNode.Parse("[6]");

        var problems = (await CheckAsync(file)).Select(problem => (string)problem!).ToList();

        Assert.Contains(problems, problem => problem.Contains("reed_only", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("/services/judge/healthcheck/retries", StringComparison.Ordinal));
    }

    [NodeFact]
    public async Task EveryService_IsBuiltFromAFolderOfItsName()
    {
        var services = await ComposeFile.OurServicesAsync();

        Assert.Equal(
            Directory.EnumerateDirectories(Repository.In("services"), "Tarl.*").Select(folder => Path.GetExtension(folder)[1..].ToLowerInvariant()).Order(),
            services.Select(service => service.Key == "conductor" ? "cli" : service.Key).Order());
        foreach (var (name, service) in services)
        {
            var folder = (string)service["build"]!["args"]!["SERVICE"]!;
            Assert.True(File.Exists(Repository.In($"services/Tarl.{folder}/Program.cs")), folder);
            Assert.Equal($"tarl/{folder.ToLowerInvariant()}", (string?)service["image"]);
        }
    }

    [NodeFact]
    public async Task EveryService_RunsReadOnlyWithoutPrivileges()
    {
        foreach (var (name, service) in await ComposeFile.OurServicesAsync())
        {
            Assert.True((bool?)service["read_only"] == true, name);
            Assert.Equal("ALL", (string?)service["cap_drop"]?[0]);
            Assert.Equal("no-new-privileges:true", (string?)service["security_opt"]?[0]);
            Assert.Null(service["ports"]);
        }
    }

    [NodeFact]
    public async Task EverySecret_IsAFileThatIsMade()
    {
        var made = await SecretFiles.NamesAsync();
        var file = await ComposeFile.ReadAsync();
        var secrets = file["secrets"]!.AsObject();

        Assert.All(secrets, secret => Assert.Equal($"./secrets/{secret.Key}", (string?)secret.Value!["file"]));
        Assert.All(secrets, secret => Assert.Contains(secret.Key, made));
        Assert.All(
            file["services"]!.AsObject().SelectMany(service => service.Value!["secrets"]?.AsArray() ?? []),
            secret => Assert.True(secrets.ContainsKey((string)secret!)));
    }

    [NodeFact]
    public async Task Defaults_AreThoseOfTheCommandLine()
    {
        var services = await ComposeFile.OurServicesAsync();
        var settings = RunSettings.Default;

        Assert.Equal(
            [
                "train", "--conduct", "--run=/runs/run", $"--seed={settings.Seed}", $"--updates={settings.Updates}", $"--groups={settings.GroupsPerUpdate}",
                $"--group-size={settings.GroupSize}", $"--cloning-steps={settings.CloningSteps}", $"--sampler={settings.Sampler}",
                $"--algorithm={settings.Algorithm}", $"--reward={settings.Reward}", $"--placement={settings.Placement}",
            ],
            services["conductor"]["command"]!.AsArray().Select(word => ComposeFile.WithDefaults((string)word!)));
        Assert.Equal($"{settings.Seed}", Setting("curriculum", "Curriculum__Seed"));
        Assert.Equal($"{settings.Updates}", Setting("curriculum", "Curriculum__Updates"));
        Assert.Equal($"{settings.GroupsPerUpdate}", Setting("curriculum", "Curriculum__GroupsPerUpdate"));
        Assert.Equal($"{settings.GroupSize}", Setting("curriculum", "Curriculum__GroupSize"));
        Assert.Equal($"{settings.Seed}", Setting("learner", "Learner__Seed"));
        Assert.Equal($"{settings.CloningSteps}", Setting("learner", "Cloning__Steps"));
        Assert.Equal($"{settings.Updates}", Setting("learner", "Reinforcement__Updates"));
        Assert.Equal(settings.Sampler, Setting("curriculum", "Curriculum__Sampler"));
        Assert.Equal(settings.Algorithm, Setting("learner", "Reinforcement__Algorithm"));
        Assert.Equal(settings.Reward, Setting("learner", "Reward__Shaper"));
        Assert.Equal(settings.Placement, Setting("learner", "TarlReward__Placement"));

        string Setting(string service, string name) => ComposeFile.WithDefaults((string)services[service]["environment"]![name]!);
    }

    private static Task<JsonArray> CheckAsync(JsonObject file) => NodeScript.RunAsync("check-compose.mjs", file.ToJsonString());
}
