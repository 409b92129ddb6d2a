using System.Net;
using Tarl.Deployment.Tests.Compose;
using Tarl.Deployment.Tests.Episodes;
using Tarl.Deployment.Tests.Kubernetes;

namespace Tarl.Deployment.Tests.Processes;

/// <summary>Every service's own program, with the settings that it is deployed with; its options classes judge them.</summary>
public sealed class ServiceProcessTests
{
    public static TheoryData<string> Names => ["curriculum", "judge", "learner", "policyserver", "rolloutworker", "sandbox", "usersimulator", "verifier"];

    [OverlayTheory]
    [MemberData(nameof(Names))]
    public async Task Service_DeployedSettings_StartsAndAnswersEveryPathThatIsProbedAndScraped(string name)
    {
        var service = (await ComposeFile.OurServicesAsync())[name];
        using var environment = new DeployedEnvironment();
        using var process = new ServiceProcess($"Tarl.{service["build"]!["args"]!["SERVICE"]}", environment.Of(service));
        using var http = new HttpClient { BaseAddress = await process.ListensAsync() };
        var container = Overlays.ContainersOf((await Overlays.WorkloadsAsync("cpu")).Single(workload => Overlays.NameOf(workload) == name)).Single();

        foreach (var probe in new[] { "startupProbe", "livenessProbe", "readinessProbe" })
        {
            using var answer = await http.GetAsync(new Uri((string)container[probe]!["httpGet"]!["path"]!, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.True(new PrometheusScrape(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Sum("dotnet_process_cpu_time_seconds_total") > 0);
    }

    [NodeFact]
    public async Task Service_MistypedSetting_EndsAndNamesIt()
    {
        var service = (await ComposeFile.OurServicesAsync())["curriculum"];
        using var environment = new DeployedEnvironment();
        using var process = new ServiceProcess("Tarl.Curriculum", environment.Of(service).Append(new("Curriculum__GroupSizes", "8")));

        Assert.NotEqual(0, await process.EndsAsync());
        Assert.Contains("GroupSizes", process.Output);
    }

    [NodeFact]
    public async Task Service_Logs_AreOneJsonObjectALine()
    {
        var service = (await ComposeFile.OurServicesAsync())["judge"];
        using var environment = new DeployedEnvironment();
        using var process = new ServiceProcess("Tarl.Judge", environment.Of(service));
        await process.ListensAsync();

        Assert.All(process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.NotNull(System.Text.Json.Nodes.JsonNode.Parse(line)!["Message"]));
    }
}
