namespace Tarl.EndToEnd.Tests;

[Collection(nameof(TinyRun))]
public sealed class AblateTests
{
    private const string Plan =
        """
        // Two variants, one of them untrained.
        {
          "seeds": [3],
          "baseline": "Base",
          "transfer": ["airline"],
          "base": ["--quick", "--demonstrations", "30", "--cloning-steps", "10", "--set", "Cloning:RepetitionSteps=10", "--heldout-tasks", "5", "--trials", "2", "--threads", "2"],
          "train": ["--updates", "1", "--groups", "2", "--group-size", "2", "--trials", "2", "--threads", "2"],
          "variants": [ { "name": "Base" }, { "name": "PPO+TARL", "options": ["--algorithm", "ppo", "--reward", "tarl"] }, ]
        }
        """;

    [Fact]
    public async Task Ablate_TwoVariants_MakesOneTableAndKeepsWhatIsThere()
    {
        using var folder = new Folder();
        File.WriteAllText(folder.In("plan.json"), Plan);

        var first = (await TarlProcess.RunInAsync(folder.Path, "ablate", "plan.json")).Succeeded();
        var again = (await TarlProcess.RunInAsync(folder.Path, "ablate", "plan.json")).Succeeded();

        Assert.Equal(first.Output, again.Output);
        Assert.Contains("base.3 is there", again.Errors);
        Assert.Contains("ppo-tarl-3 is there", again.Errors);
        Assert.Matches(@"(?m)^\| Base \| \d+\.\d% \[\d+\.\d, \d+\.\d\] \| ", first.Output);
        Assert.Matches(@"(?m)^\| PPO\+TARL \| \d+\.\d% \[\d+\.\d, \d+\.\d\] \| ", first.Output);
        Assert.Equal(first.Output.Trim(), File.ReadAllText(folder.In("ablations/plan/ablation.md")).Trim());
        Assert.Contains("PPO+TARL,airline,pass^1,", File.ReadAllText(folder.In("ablations/plan/ablation.csv")));
        Assert.StartsWith("<svg", File.ReadAllText(folder.In("ablations/plan/ablation.svg")));

        // The variant has started from the base that was cloned for its seed.
        Assert.Equal(Weights(folder, "base.3"), Weights(folder, "ppo-tarl-3"));
        Assert.Equal("ppo", (string)TinyRun.Summary(folder.In("ablations/plan/ppo-tarl-3"))["algorithm"]!);

        File.WriteAllText(folder.In("plan.json"), Plan.Replace("\"ppo\"", "\"rloo\"", StringComparison.Ordinal));
        (await TarlProcess.RunInAsync(folder.Path, "ablate", "plan.json")).RefusedWith("was started with other options");
    }

    [Fact]
    public async Task Ablate_WithoutAPlan_IsRefused() => (await TarlProcess.RunAsync("ablate", "nowhere.json")).RefusedWith("There is no file nowhere.json");

    private static byte[] Weights(Folder folder, string run) => File.ReadAllBytes(folder.In($"ablations/plan/{run}/checkpoints/000000/model.safetensors"));
}
