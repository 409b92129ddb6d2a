using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tarl.Contracts.Tests;

/// <summary>docs/contracts.md and contracts/schemas say what the code does. With <c>TARL_WRITE_CONTRACTS=1</c> they are written anew.</summary>
public sealed class GeneratedContractsTests
{
    private static readonly bool Writes = Environment.GetEnvironmentVariable("TARL_WRITE_CONTRACTS") == "1";

    [Fact]
    public void ContractsPage_IsUpToDate() => IsUpToDate("docs/contracts.md", ContractsPage.Write());

    [Fact]
    public void Schemas_AreUpToDateAndNoneIsLeftOver()
    {
        var schemas = MessageCatalogue.All.ToDictionary(message => message.Type.Name, message => MessageSchemas.Of(message.Type));
        schemas.Add("Envelope", MessageSchemas.Envelope);
        foreach (var (name, schema) in schemas)
        {
            IsUpToDate($"contracts/schemas/{name}.json", schema.ToJsonString(MessageSchemas.Indented) + "\n");
        }

        Assert.Equal(schemas.Keys.Order(), Directory.EnumerateFiles(Repository.In("contracts/schemas")).Select(Path.GetFileNameWithoutExtension).Order());
    }

    /// <summary>Nothing is consumed that the page does not tell of.</summary>
    [Fact]
    public void Catalogue_HasEveryMessageThatAServiceConsumes()
    {
        var consumed = ServiceTopology.Consumers().Select(consumer => consumer.Message).Where(message => message.Namespace!.StartsWith("Tarl.Contracts.", StringComparison.Ordinal));
        var documented = MessageCatalogue.All.Where(message => message.Kind != "reply").Select(message => message.Type);
        Assert.Equal(consumed.Select(message => message.Name).Distinct().Order(), documented.Select(message => message.Name).Order());
    }

    /// <summary>The names are part of the contract: a queue that is renamed in the code leaves its messages behind.</summary>
    [Fact]
    public void Consumers_EpisodesAndQuestions_ComeFromTheQueuesThatReplacementsRead() => Assert.Equal(
        ["judge-episode", "tarl-learner-join-episodes-episode-completed", "tarl-user-simulator-simulate-turn-simulate-user-turn", "verify-episode"],
        ServiceTopology.Consumers().Where(consumer => consumer.Message.Name is "EpisodeCompleted" or "SimulateUserTurn").Select(consumer => consumer.Queue).Order());

    [NodeFact]
    public async Task Examples_AreValidByTheirSchemas()
    {
        var examples = MessageCatalogue.All.Select(message => (Schema: message.Type.Name, Envelope: ContractsPage.Example(message))).ToList();
        var values = examples.SelectMany(example => ((string, JsonNode)[])[("Envelope", example.Envelope), (example.Schema, example.Envelope["message"]!)]);
        Assert.Empty(await SchemaValidator.ProblemsAsync(values));
    }

    [NodeFact]
    public async Task Schemas_WrongMessages_AreFoundWrong()
    {
        var judged = JsonNode.Parse("""{"episodeId": "no id", "scores": [{"turnIndex": 1, "score": 2, "reason": "good"}, {"turnIndex": "3", "score": 0}]}""")!;

        var problems = (await SchemaValidator.ProblemsAsync([("EpisodeJudged", judged)])).Select(problem => JsonNode.Parse(problem)!);

        Assert.Equal(["/episodeId", "/scores/0/score", "/scores/1", "/scores/1/turnIndex"], problems.Select(problem => (string)problem["at"]!).Order());
    }

    private static void IsUpToDate(string path, string text)
    {
        var file = Repository.In(path);
        if (Writes)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Assert.True(File.Exists(file) && File.ReadAllText(file) == text, $"{path} is out of date; write it anew with: {ContractsPage.Regenerate}");
    }
}
