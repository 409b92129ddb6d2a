using Tarl.Cli.Ablate;
using Tarl.Testing;

namespace Tarl.Cli.Tests.Ablate;

public sealed class AblationPlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_SharedAndOwnBases_EachIsClonedOnceASeed()
    {
        var plan = Read("""
            { "seeds": [1, 2], "baseline": "A", "base": ["--demonstrations", "5"], "train": ["--updates", "3"],
              "variants": [ { "name": "Base" }, { "name": "A", "options": [] }, { "name": "B + x", "options": ["--algorithm", "ppo"] },
                            { "name": "Deep", "options": [], "base": ["--set", "Model:Layers=3"] } ] }
            """);

        var runs = AblationRun.Of(plan);

        Assert.Equal(["base.1", "base2.1", "a-1", "b-x-1", "deep-1", "base.2", "base2.2", "a-2", "b-x-2", "deep-2"], runs.Select(run => run.Name));
        Assert.Equal([null, null, "base.1", "base.1", "base2.1"], runs.Take(5).Select(run => run.From));
        Assert.Equal(["--demonstrations", "5", "--updates", "0", "--seed", "1"], runs[0].Arguments);
        Assert.Equal(["--updates", "3", "--algorithm", "ppo", "--seed", "2"], runs[8].Arguments);
        Assert.Equal("base.2", AblationRun.ResultOf(plan, runs, plan.Variants[0], 2).Name);
        Assert.Equal("deep-1", AblationRun.ResultOf(plan, runs, plan.Variants[3], 1).Name);
    }

    [Theory]
    [InlineData("""{ "seeds": [], "baseline": "A", "variants": [{ "name": "A", "options": [] }] }""", "seeds")]
    [InlineData("""{ "seeds": [1, 1], "baseline": "A", "variants": [{ "name": "A", "options": [] }] }""", "each once")]
    [InlineData("""{ "seeds": [1], "baseline": "C", "variants": [{ "name": "A", "options": [] }] }""", "baseline 'C'")]
    [InlineData("""{ "seeds": [1], "baseline": "A", "variants": [{ "name": "A", "options": [], "baseline": "D" }] }""", "baseline 'D'")]
    [InlineData("""{ "seeds": [1], "baseline": "A", "variants": [{ "name": "A", "options": [] }, { "name": "a!", "options": [] }] }""", "alike")]
    [InlineData("""{ "seeds": [1], "baseline": "A", "variants": [{ "name": "A", "options": ["--seed", "4"] }] }""", "decides --seed")]
    [InlineData("""{ "seeds": [1], "baseline": "A", "variants": [{ "name": "A", "options": ["--update", "4"] }] }""", "--update")]
    [InlineData("""{ "seeds": [1], "baseline": "A", "variants": [{ "name": "A", "options": ["--updates", "many"] }] }""", "many")]
    [InlineData("""{ "seeds": [1], "baseline": "A", "transfer": ["moon"], "variants": [{ "name": "A", "options": [] }] }""", "moon")]
    public void Read_PlanThatCannotBeCarriedOut_IsRefused(string json, string problem) =>
        Assert.Contains(problem, Assert.Throws<UserErrorException>(() => Read(json)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{ "seeds": [-1], "baseline": "A", "variants": [] }""")]
    [InlineData("""{ "seeds": [1], "variants": [] }""")]
    [InlineData("""{ "seeds": [1], "baseline": "A", "variants": [], "sedes": [2] }""")]
    [InlineData("""{ "seeds": [1], "baseline": "A", "variants": [{ "name": null }] }""")]
    public void Read_WhatIsNoPlan_IsRefused(string json) => Assert.Throws<InvalidDataException>(() => Read(json));

    [Fact]
    public void Read_ThePapersTable_HasItsEightRows() =>
        Assert.Equal(
            ["Base", "RLOO", "PPO", "GRPO", "Math", "GRPO+TARL", "PPO+TARL", "Math+TARL"],
            AblationPlan.Read(Path.Combine(RepositoryRoot(), "docs", "ablation.json")).Variants.Select(variant => variant.Name));

    private AblationPlan Read(string json)
    {
        File.WriteAllText(_folder.File("plan.json"), json);
        return AblationPlan.Read(_folder.File("plan.json"));
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Tarl.Services.sln")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd('/'))!;
        }

        return folder;
    }
}
