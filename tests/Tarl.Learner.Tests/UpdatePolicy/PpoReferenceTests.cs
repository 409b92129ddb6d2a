using Tarl.Contracts.Policy;
using Tarl.Learner.Advantages;
using Tarl.Learner.Advantages.Gates;
using Tarl.Learner.Algorithms;
using Tarl.Learner.Losses;
using Tarl.Learner.UpdatePolicy;
using Tarl.Policy.Engines.Managed;
using Tarl.Policy.Model;
using Tarl.Policy.Tests.Engines;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.Tests.UpdatePolicy;

/// <summary>
/// Ten whole updates, each of two epochs, against PPO written plainly in double precision over the reference model, whose gradients are central differences:
/// GAE, clips, value clip, entropy, KL penalty, gradient clip, AdamW with two learning rates.
/// </summary>
public sealed class PpoReferenceTests
{
    private const double Temperature = 0.8;
    private const double Rate = 4e-3;
    private const double ValueRate = 1e-2;
    private const double Decay = 0.1;

    private static readonly ModelConfig Config = new()
    {
        VocabSize = 7,
        HiddenSize = 4,
        Layers = 1,
        Heads = 2,
        KeyValueHeads = 1,
        HeadSize = 2,
        IntermediateSize = 6,
        RopeTheta = 100,
        MaxPositions = 32,
    };

    private static readonly (int[] Tokens, bool[] Sampled, double[] Rewards)[] Episodes =
    [
        ([1, 2, 3, 4, 5, 6, 0, 2], [false, false, true, true, false, true, true, true], [0, 0.3, 0, 0, 1]),
        ([6, 5, 1, 1, 3, 0], [false, true, true, false, true, true], [0, -0.5, 0, 0.2]),
    ];

    [Fact]
    public void Apply_TenUpdates_AgreeWithDoublePrecision()
    {
        using var engine = Engine(seed: 1);
        using var reference = Engine(seed: 2);
        var policy = Weights(engine);
        var start = policy.Weights.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.ToArray());
        var behavior = Behavior(policy);
        Sample[] samples = [.. Episodes.Select((episode, i) => ToSample(i, behavior[i]))];
        var ppo = new DoublePrecisionPpo(policy, [.. Episodes.Select(episode => Scores(Weights(reference), episode.Tokens, episode.Sampled))], behavior);
        var update = new PolicyUpdate(
            new ReinforcementOptions
            {
                Epochs = 2,
                Minibatches = 1,
                LearningRate = Rate,
                LearningRateDecay = LearningRateDecay.Constant,
                WarmupUpdates = 0,
                WeightDecay = Decay,
                MaxGradientNorm = 0.5,
                Temperature = Temperature,
            },
            new PolicyGradientOptions { ClipLow = 0.1, ClipHigh = 0.15, DualClip = 1.3, EntropyCoefficient = 0.02, KlCoefficient = 0.05 },
            new ImportanceOptions(),
            new ProximalPolicyOptimization(new GaeOptions { Gamma = 0.97, Lambda = 0.9 }, new CriticOptions { LearningRate = ValueRate, Coefficient = 0.5, Clip = 0.02 }),
            new AllGate());

        var clipped = 0.0;
        for (var version = 0; version < 10; version++)
        {
            clipped += update.Apply(engine, reference, samples, version, seed: 1, default).ClipFraction;
            ppo.Update();
        }

        var trained = Weights(engine).Weights;
        Assert.True(clipped > 0.5);
        Assert.All(policy.Weights, tensor => Assert.True(tensor.Value.Zip(start[tensor.Key], (after, before) => Math.Abs(after - before)).Max() > 0.01, tensor.Key));
        Assert.All(policy.Weights, tensor => Assert.True(tensor.Value.Zip(trained[tensor.Key], (expected, actual) => Math.Abs(expected - actual)).Max() < 1e-4, tensor.Key));
    }

    private static ManagedEngine Engine(ulong seed)
    {
        using var folder = new TemporaryFolder();
        var engine = new ManagedEngine(Config, seed, threads: 1);
        engine.SaveWeights(folder.File("model"));
        engine.SaveValueHead(folder.File("head"));
        var random = new SeededRandom(seed);
        foreach (var path in (string[])[folder.File("model"), folder.File("head")])
        {
            var file = SafetensorsFile.Load(path);
            foreach (var value in file.Tensors.Values.Select(tensor => tensor.Values))
            {
                for (var i = 0; i < value.Length; i++) value[i] += (float)((1.6 * random.NextDouble()) - 0.8);
            }

            SafetensorsFile.Save(path, [.. file.Tensors.Values], file.Metadata);
        }

        engine.LoadWeights(folder.File("model"));
        engine.LoadValueHead(folder.File("head"));
        return engine;
    }

    private static ReferenceModel Weights(ManagedEngine engine)
    {
        using var folder = new TemporaryFolder();
        engine.SaveWeights(folder.File("model"));
        engine.SaveValueHead(folder.File("head"));
        return ReferenceModel.Of(Config, SafetensorsFile.Load(folder.File("model")), SafetensorsFile.Load(folder.File("head")));
    }

    private static List<(double Logprob, double Entropy, double Value)> Scores(ReferenceModel model, int[] tokens, bool[] sampled) =>
        model.Score(new() { Tokens = tokens, Sampled = sampled, Temperature = (float)Temperature });

    /// <summary>A policy a little off the one that is trained, so that ratios leave the clip range from the first step on. (N)(S)</summary>
    private static float[][] Behavior(ReferenceModel policy) =>
        [.. Episodes.Select(episode => Scores(policy, episode.Tokens, episode.Sampled).Select((score, i) => (float)(score.Logprob + (0.3 * Math.Sin(3 * i)))).ToArray())];

    private static Sample ToSample(int number, float[] behavior)
    {
        var (tokens, sampled, rewards) = Episodes[number];
        var next = 0;
        var logprobs = sampled.Select(isSampled => isSampled ? behavior[next++] : 0).ToArray();
        return new Sample(
            SampleFigures.Scored(group: 0, rewards.Sum()),
            new EpisodeTokens { Tokens = tokens, Sampled = sampled, BehaviorLogprobs = logprobs, PolicyVersions = [.. sampled.Select(isSampled => isSampled ? 0 : -1)] },
            rewards);
    }

    /// <summary>Shares no code with the learner.</summary>
    private sealed class DoublePrecisionPpo(ReferenceModel policy, List<(double Logprob, double Entropy, double Value)>[] reference, float[][] behavior)
    {
        private readonly Dictionary<string, (double[] First, double[] Second)> _moments =
            policy.Weights.ToDictionary(tensor => tensor.Key, tensor => (new double[tensor.Value.Length], new double[tensor.Value.Length]));

        private int _steps;

        public void Update()
        {
            var values = Episodes.Select(episode => Scores(policy, episode.Tokens, episode.Sampled).Select(score => score.Value).ToArray()).ToArray();
            var advantages = Episodes.Select((episode, i) => Gae(episode.Rewards, values[i])).ToArray();
            for (var epoch = 0; epoch < 2; epoch++) Step(Gradient(() => Loss(values, advantages)));
        }

        // By the definition, term by term: Σ over k of (γλ)^k δ(t + k).
        private static double[] Gae(double[] rewards, double[] values)
        {
            var deltas = rewards.Select((reward, t) => reward + (0.97 * (t + 1 < values.Length ? values[t + 1] : 0)) - values[t]).ToArray();
            return [.. deltas.Select((_, t) => deltas.Skip(t).Select((delta, k) => Math.Pow(0.97 * 0.9, k) * delta).Sum())];
        }

        private double Loss(double[][] values, double[][] advantages)
        {
            var (sum, count) = (0.0, 0);
            for (var i = 0; i < Episodes.Length; i++)
            {
                var scores = Scores(policy, Episodes[i].Tokens, Episodes[i].Sampled);
                for (var t = 0; t < scores.Count; t++, count++)
                {
                    var a = advantages[i][t];
                    var ratio = Math.Exp(scores[t].Logprob - behavior[i][t]);
                    var surrogate = Math.Min(ratio * a, Math.Min(Math.Max(ratio, 0.9), 1.15) * a);
                    if (a < 0) surrogate = Math.Max(surrogate, 1.3 * a);
                    var away = reference[i][t].Logprob - scores[t].Logprob;
                    var (target, old) = (a + values[i][t], values[i][t]);
                    var near = old + Math.Min(Math.Max(scores[t].Value - old, -0.02), 0.02);
                    var error = Math.Max(Math.Pow(scores[t].Value - target, 2), Math.Pow(near - target, 2)) / 2;
                    sum += -surrogate + (0.5 * error) - (0.02 * scores[t].Entropy) + (0.05 * (Math.Exp(away) - away - 1));
                }
            }

            return sum / count;
        }

        private Dictionary<string, double[]> Gradient(Func<double> loss) => policy.Weights.ToDictionary(
            tensor => tensor.Key,
            tensor => tensor.Value.Select((saved, i) =>
            {
                tensor.Value[i] = saved + 1e-6;
                var above = loss();
                tensor.Value[i] = saved - 1e-6;
                var below = loss();
                tensor.Value[i] = saved;
                return (above - below) / 2e-6;
            }).ToArray());

        private void Step(Dictionary<string, double[]> gradient)
        {
            _steps++;
            var scale = Math.Min(1, 0.5 / Math.Sqrt(gradient.Values.Sum(tensor => tensor.Sum(g => g * g))));
            foreach (var (name, weights) in policy.Weights)
            {
                var rate = name.StartsWith("value_head", StringComparison.Ordinal) ? ValueRate : Rate;
                var decay = name.EndsWith("norm.weight", StringComparison.Ordinal) || name.EndsWith("bias", StringComparison.Ordinal) ? 0 : Decay;
                var (first, second) = _moments[name];
                for (var i = 0; i < weights.Length; i++)
                {
                    var g = gradient[name][i] * scale;
                    first[i] = (0.9 * first[i]) + (0.1 * g);
                    second[i] = (0.95 * second[i]) + (0.05 * g * g);
                    var step = first[i] / (1 - Math.Pow(0.9, _steps)) / (Math.Sqrt(second[i] / (1 - Math.Pow(0.95, _steps))) + 1e-8);
                    weights[i] -= rate * (step + (decay * weights[i]));
                }
            }
        }
    }
}
