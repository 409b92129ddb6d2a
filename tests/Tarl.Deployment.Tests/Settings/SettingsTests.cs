using System.Text.RegularExpressions;
using Tarl.Deployment.Tests.Compose;
using Tarl.Deployment.Tests.Kubernetes;

namespace Tarl.Deployment.Tests.Settings;

/// <summary>Every variable of the environment that deployments set is one that the code reads.</summary>
public sealed partial class SettingsTests
{
    [Theory]
    [InlineData("Curriculum__GroupSize", true)]
    [InlineData("Bus__Retry__Limit", true)]
    [InlineData("Curriculum__GroupSizes", false)]
    [InlineData("Curiculum__GroupSize", false)]
    [InlineData("Bus__Retries__Limit", false)]
    [InlineData("Learner__EpisodesPath", false)]
    public void Know_Variable_AsTheOptionsClassesHaveIt(string variable, bool known) => Assert.Equal(known, OptionSections.Know(variable));

    [NodeFact]
    public async Task ComposeFile_EveryVariable_IsAnOption()
    {
        var variables = (await ComposeFile.OurServicesAsync()).Values.SelectMany(service => service["environment"]!.AsObject().Select(variable => variable.Key)).ToList();

        Assert.NotEmpty(variables);
        Assert.All(variables, AssertKnown);
    }

    [OverlayTheory, OverlayData]
    public async Task Overlay_EveryVariable_IsAnOption(string overlay)
    {
        var maps = (await Overlays.ResolveAsync(overlay)).Where(item => Overlays.KindOf(item) == "ConfigMap")
            .ToDictionary(Overlays.NameOf, map => map["data"]!.AsObject().Select(entry => entry.Key).ToList());
        var containers = (await Overlays.WorkloadsAsync(overlay)).Where(workload => Overlays.NameOf(workload) != "broker").SelectMany(Overlays.ContainersOf).ToList();
        var variables = containers.SelectMany(container => container["env"]?.AsArray() ?? []).Select(entry => (string)entry!["name"]!).ToList();
        var mapped = containers.SelectMany(container => container["envFrom"]?.AsArray() ?? []).Select(source => source!["configMapRef"]!)
            .Where(map => (bool?)map["optional"] != true).SelectMany(map => maps[(string)map["name"]!]);

        Assert.NotEmpty(variables);
        Assert.All(variables.Concat(mapped), AssertKnown);
    }

    [Fact]
    public void Dockerfile_EveryVariable_IsWellKnown()
    {
        var variables = Variable().Matches(Repository.Read("services/Dockerfile")).Select(match => match.Groups[1].Value).ToList();

        Assert.Contains("ASPNETCORE_HTTP_PORTS", variables);
        Assert.All(variables, AssertKnown);
    }

    private static void AssertKnown(string variable) =>
        Assert.True(Foreign().IsMatch(variable) || OptionSections.Know(variable), $"Nothing reads {variable}.");

    [GeneratedRegex(@"^(ASPNETCORE_HTTP_PORTS|DOTNET_(EnableDiagnostics|CLI_TELEMETRY_OPTOUT|NOLOGO)|MASSTRANSIT_USAGE_TELEMETRY|OTEL_EXPORTER_OTLP_ENDPOINT)$")]
    private static partial Regex Foreign();

    [GeneratedRegex(@"^(?:ENV | {4})(?:.* )?([A-Z]\w+)=", RegexOptions.Multiline)]
    private static partial Regex Variable();
}
