using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.RolloutWorker.Agents;
using Tarl.RolloutWorker.Agents.Demonstrator;
using Tarl.Sandbox.Import;
using Tarl.Sandbox.Sessions;

namespace Tarl.RolloutWorker.Tests.Agents;

/// <summary>The scripts of imported tasks, played.</summary>
public sealed class ImportedTasksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [TauBenchTheory]
    [InlineData("v1/retail", "train", 481)]
    [InlineData("v1/retail", "dev", 19)]
    [InlineData("v1/retail", "test", 68)]
    [InlineData("v2/retail", "base", 69)]
    [InlineData("v1/airline", "test", 22)]
    [InlineData("v2/airline", "base", 19)]
    public async Task Play_ScriptedTasksByADemonstratorWithoutLapses_PassAndTheUserIsSatisfied(string data, string split, int count)
    {
        var played = await PlayAsync(data, split, new DemonstratorAgent(DemonstratorOptions.Perfect));

        Assert.Equal(count, played.Count);
        Assert.Empty(played.Where(episode => !episode.Conversation.Passed || !episode.Conversation.UserStopped).Select(episode => episode.Task.Id));
        Assert.All(played, episode => Assert.InRange(episode.Conversation.Steps, 1, 30));
    }

    [TauBenchTheory]
    [InlineData("v1/retail")]
    [InlineData("v2/retail")]
    public async Task Play_ScriptedTasksWithoutDoingAnything_FailBecauseEveryOneWrites(string data)
    {
        var played = await PlayAsync(data, "test", new RolloutWorker.Agents.DoNothing.DoNothingAgent());

        Assert.All(played, episode => Assert.False(episode.Conversation.Passed, episode.Task.Id));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<IReadOnlyList<(TaskSpec Task, Conversation Conversation)>> PlayAsync(string data, string split, IAgent agent)
    {
        var dataSet = await TauBenchImport.ImportAsync(TauBenchImport.Find(TauBenchFolder.Data(data)).Domains.Single(), "published", _folder.Path, default);
        using var sandbox = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = _folder.Path, ConnectionsPerDataSet = 1 }));
        var played = new List<(TaskSpec, Conversation)>();
        foreach (var task in TaskFile.Read(dataSet.TasksPath(_folder.Path, split)).Where(task => task.IsScripted))
        {
            played.Add((task, await Conversation.PlayAsync(task, agent, sandbox, (ulong)played.Count)));
        }

        return played;
    }
}
