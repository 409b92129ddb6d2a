using Microsoft.Extensions.Options;
using Tarl.Cli.HostServices;
using Tarl.Cli.RunFolders;

namespace Tarl.Cli.Tests.HostServices;

public sealed class SettingsTests
{
    private static void EnsureValid(RunSettings settings) => TarlHost.EnsureValid(RunFolder.At("runs/none"), settings, new Dictionary<string, string?>());

    private static RunSettings With(params string[] sets) =>
        RunSettings.Default with { Set = sets.Chunk(2).ToDictionary(set => set[0], set => set[1]) };

    [Theory]
    [InlineData("Reinforcement:LearningRate", "3e-4", "Model:Layers", "3")]
    [InlineData("PolicyGradient:Aggregation", "Sequence", "PolicyGradient:WhitenAdvantages", "true")]
    [InlineData("Verifier:OutputDomains:0", "retail", "Judge:ToolPrefixes:ask_", "Read")]
    [InlineData("RolloutWorker:CallTimeout", "00:00:30", "Demonstrator:WrongDetail", "0.1")]
    [InlineData("Reinforcement:Temperature", "0.8", "Curriculum:Temperature", "0.8")]
    public void EnsureValid_OptionsThatThereAre_AreTaken(params string[] sets) => EnsureValid(With(sets));

    [Theory]
    [InlineData("there is no section 'Reinforcment'; the nearest is Reinforcement.", "Reinforcment:LearningRate", "1")]
    [InlineData("there is no such option; the nearest is Reinforcement:LearningRate.", "Reinforcement:LerningRate", "1")]
    [InlineData("there is no such option; the nearest is Reinforcement:LearningRate.", "Reinforcement:learningrate", "0.1")]
    [InlineData("there is no such option", "Reinforcement", "1")]
    [InlineData("there is no such option", "Learner:CheckpointFolder", "elsewhere")]
    [InlineData("is one value", "Reinforcement:LearningRate:0", "1")]
    [InlineData("that is a collection; name one entry, as in Verifier:OutputDomains:0.", "Verifier:OutputDomains", "retail")]
    [InlineData("takes a number from 1E-08 to 1, not 'fast'", "Reinforcement:LearningRate", "fast")]
    [InlineData("takes a number from 1E-08 to 1, not '2'", "Reinforcement:LearningRate", "2")]
    [InlineData("takes a number from 1E-08 to 1, not 'NaN'", "Reinforcement:LearningRate", "NaN")]
    [InlineData("takes a number from 1E-08 to 1, not ''", "Reinforcement:LearningRate", "")]
    [InlineData("takes a whole number from 1 to 128, not '2.5'", "Model:Layers", "2.5")]
    [InlineData("takes Linear or Cosine or Constant, not 'Steps'", "Reinforcement:LearningRateDecay", "Steps")]
    [InlineData("takes true or false, not 'yes'", "PolicyGradient:WhitenAdvantages", "yes")]
    [InlineData("takes a duration such as 00:01:30 from 00:00:01 to 1.00:00:00, not 'soon'", "RolloutWorker:CallTimeout", "soon")]
    [InlineData("--set Reinforcement:Algorithm is refused, because --algorithm decides it.", "Reinforcement:Algorithm", "ppo")]
    [InlineData("--set Curriculum:GroupSize is refused, because --group-size decides it.", "Curriculum:GroupSize", "4")]
    [InlineData("--set Learner:RunFolder is refused, because --run decides it.", "Learner:RunFolder", "x")]
    [InlineData("connections and secrets come from the environment, as Bus__Url.", "Bus:Url", "rabbitmq://host")]
    [InlineData("--set JudgeModel:ApiKey is refused: a key would be written into the run's folder.", "JudgeModel:ApiKey", "sk-1234")]
    [InlineData("connections and secrets come from the environment, as Sandbox__Token.", "Sandbox:Token", "open sesame")]
    public void EnsureValid_WhatCannotBeSet_IsRefusedInOneSentence(string sentence, string key, string value)
    {
        var error = Assert.Throws<UserErrorException>(() => EnsureValid(With(key, value)));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Critic:LearningRate has no effect with the algorithm grpo.", "Critic:LearningRate", "0.001")]
    [InlineData("Reinforcement:Temperature must be Curriculum:Temperature", "Reinforcement:Temperature", "0.8")]
    [InlineData("JudgeModel:Model has no effect with Judge:Kind Rules.", "JudgeModel:Model", "tiny")]
    [InlineData("JudgeModel:Address is needed with Judge:Kind Model.", "Judge:Kind", "Model")]
    [InlineData("ApiKeyVariable takes the name of an environment variable, not a key.", "JudgeModel:ApiKeyVariable", "sk-1234")]
    [InlineData("Model:ToolPrompt must be PolicyServer:ToolPrompt", "Model:ToolPrompt", "Schemas")]
    public void EnsureValid_OptionsThatDoNotFit_AreRefused(string sentence, string key, string value)
    {
        var error = Assert.Throws<OptionsValidationException>(() => EnsureValid(With(key, value)));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("JudgeModel:ApiKey")]
    [InlineData("JudgeModel:ApiKeyVariable")]
    [InlineData("JudgeModel:ApiKeyFile")]
    [InlineData("JudgeModel:Address")]
    public void EnsureValid_Key_IsNotRepeatedInTheRefusal(string setting)
    {
        var error = Assert.ThrowsAny<Exception>(() => EnsureValid(With(setting, "sk-1234")));
        Assert.DoesNotContain("sk-1234", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void EnsureValid_Algorithm_MustExistAndTakeThePlacement()
    {
        EnsureValid(RunSettings.Default with { Algorithm = "ppo", Placement = "turn" });
        EnsureValid(RunSettings.QuickDefault with { Algorithm = "rloo" });
        Assert.Contains("There is no algorithm 'dqn'", Refusal(RunSettings.Default with { Algorithm = "dqn" }), StringComparison.Ordinal);
        Assert.Contains("Placement Turn has no effect with the algorithm rloo", Refusal(RunSettings.Default with { Algorithm = "rloo", Placement = "turn" }), StringComparison.Ordinal);

        static string Refusal(RunSettings settings) => Assert.Throws<OptionsValidationException>(() => EnsureValid(settings)).Message;
    }

    [Theory]
    [InlineData("pass-rate", "PassRateSampler:Target", "0.4")]
    [InlineData("staged", "StagedSampler:Order", "kinds", "StagedSampler:Kinds:0", "cancel+look-up")]
    [InlineData("mixed", "MixedSampler:FinalMathRatio", "0.1")]
    public void EnsureValid_SamplerWithItsOptions_IsTaken(string sampler, params string[] sets) => EnsureValid(With(sets) with { Sampler = sampler });

    [Theory]
    [InlineData("There is no sampler 'random'; there are uniform, pass-rate, staged, mixed.", "random")]
    [InlineData("MixedSampler:MathRatio has no effect with the sampler uniform.", "uniform", "MixedSampler:MathRatio", "0.5")]
    [InlineData("PassRateBand:Lowest has no effect with the gate all.", "uniform", "PassRateBand:Lowest", "0.5")]
    [InlineData("There is no gate 'some'", "uniform", "Reinforcement:Gate", "some")]
    public void EnsureValid_SamplerOrGateThatDoesNotFit_IsRefused(string sentence, string sampler, params string[] sets)
    {
        var error = Assert.Throws<OptionsValidationException>(() => EnsureValid(With(sets) with { Sampler = sampler }));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EnsureValid_SamplerBySet_HasAnOptionOfItsOwn()
    {
        var error = Assert.Throws<UserErrorException>(() => EnsureValid(With("Curriculum:Sampler", "mixed")));
        Assert.Contains("because --sampler decides it.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SavedSettings_KeepWhatWasSet()
    {
        var path = Path.GetTempFileName();
        try
        {
            (With("Model:Layers", "3") with { Algorithm = "ppo", Placement = "turn", Sampler = "staged", TaskMix = "hard" }).Save(path);
            var loaded = RunSettings.Load(path);
            Assert.Equal(("ppo", "turn", "3"), (loaded.Algorithm, loaded.Placement, loaded.Set["Model:Layers"]));
            Assert.Equal(("staged", "hard"), (loaded.Sampler, loaded.TaskMix));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
