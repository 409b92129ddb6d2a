using System.CommandLine;
using System.Diagnostics;
using Tarl.Learner.CloneDemonstrator;
using Tarl.Policy.Engines;
using Tarl.Policy.Engines.Managed;
using Tarl.Policy.Model;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Benchmarks;

/// <summary>Tokens per second of the managed engine on the model that a first training run uses; on demand beside PyTorch's.</summary>
internal static class EngineBenchmark
{
    private const int Repetitions = 9;
    private const int SequenceTokens = 350;
    private const int BatchSequences = 16;

    private static readonly int[] s_threads = [1, 2];

    private static readonly ModelConfig Config = new ModelOptions().ToConfig(new ModelOptions().VocabularySize);

    public static Command Create()
    {
        var pytorch = new Option<string?>("--pytorch")
        {
            Description = "Measure PyTorch in turn with it, by this Python (Debian: python3-torch and libopenblas0-pthread, /usr/bin/python3)",
            HelpName = "PYTHON",
        };
        var command = new Command("engine", "Tokens per second of the managed engine: sampling, training, scoring") { pytorch };
        command.SetAction(arguments => Run(arguments.GetValue(pytorch) is { } python ? new PyTorchEngine(python, Config, Repetitions) : null));
        return command;
    }

    private static void Run(PyTorchEngine? pytorch)
    {
        using (var engine = new ManagedEngine(Config, seed: 1, threads: 1))
        {
            Console.WriteLine($"{engine.ParameterCount:N0} parameters, sequences of {SequenceTokens} tokens, a third of them sampled; medians of {Repetitions}");
        }

        Report("rollout (64 open sequences)", Rollout, threads => pytorch?.TokensPerSecond("rollout", threads));
        Report("training (forward and backward)", Training, threads => pytorch?.TokensPerSecond("training", threads));
        Report("scoring (forward)", Scoring, _ => null);
    }

    private static void Report(string what, Func<int, double> measure, Func<int, double?> measurePyTorch)
    {
        double? one = null;
        foreach (var threads in s_threads)
        {
            var perSecond = measure(threads);
            one ??= perSecond;
            Console.Write($"{what,-32} {threads} thread(s): {perSecond,9:N0} tokens/s, {perSecond / one:F2} times one thread's");
            Console.WriteLine(measurePyTorch(threads) is { } other ? $"; PyTorch {other,7:N0}, ratio {perSecond / other:F1}" : "");
        }
    }

    private static double Training(int threads)
    {
        using var engine = new ManagedEngine(Config, seed: 1, threads);
        var batch = Batch(BatchSequences * threads);
        var loss = new NegativeLogprob();
        return MedianTokensPerSecond(() =>
        {
            engine.AccumulateGradients(batch, loss, CancellationToken.None);
            engine.Step(new AdamWOptions { LearningRate = 1e-5 });
            return batch.Sum(sequence => sequence.Tokens.Length);
        });
    }

    private static double Scoring(int threads)
    {
        using var engine = new ManagedEngine(Config, seed: 1, threads);
        var batch = Batch(BatchSequences * threads);
        return MedianTokensPerSecond(() =>
        {
            engine.Score(batch, CancellationToken.None);
            return batch.Sum(sequence => sequence.Tokens.Length);
        });
    }

    private static double Rollout(int threads)
    {
        using var engine = new ManagedEngine(Config, seed: 1, threads: 1);
        var loads = Enumerable.Range(0, threads)
            .Select(i => new RolloutLoad(engine.CreateGenerator(), Config.VocabSize, SequenceTokens, seed: (ulong)i)).ToList();
        return MedianTokensPerSecond(() => RunAll(loads));
    }

    /// <summary>Each load on a thread of its own; the tokens of all.</summary>
    private static int RunAll(List<RolloutLoad> loads)
    {
        var tokens = new int[loads.Count];
        var workers = loads.Select((load, i) => new Thread(() => tokens[i] = load.Run())).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return tokens.Sum();
    }

    private static List<TokenSequence> Batch(int sequences)
    {
        var random = new SeededRandom(7);
        return [.. Enumerable.Range(0, sequences).Select(_ => new TokenSequence
        {
            Tokens = [.. Enumerable.Range(0, SequenceTokens).Select(_ => random.Next(Config.VocabSize))],
            // Turns: 40 tokens given, then 20 sampled.
            Sampled = [.. Enumerable.Range(0, SequenceTokens).Select(i => i % 60 >= 40)],
        })];
    }

    private static double MedianTokensPerSecond(Func<int> work)
    {
        work();
        var rates = new double[Repetitions];
        for (var i = 0; i < Repetitions; i++)
        {
            var clock = Stopwatch.StartNew();
            var tokens = work();
            rates[i] = tokens / clock.Elapsed.TotalSeconds;
        }

        Array.Sort(rates);
        return rates[Repetitions / 2];
    }

    private sealed class NegativeLogprob : ITokenLoss
    {
        public void Evaluate(int sequence, TokenScoresView scores, TokenGradientsView gradients) => gradients.Logprobs.Fill(-1f / scores.Logprobs.Length);
    }
}
