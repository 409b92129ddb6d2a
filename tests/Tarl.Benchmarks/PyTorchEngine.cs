using System.Diagnostics;
using System.Globalization;
using Tarl.Policy.Model;

namespace Tarl.Benchmarks;

/// <summary>The same model and the same work in PyTorch, in a process of its own: <c>pytorch_engine.py</c>.</summary>
internal sealed class PyTorchEngine(string python, ModelConfig config, int repetitions)
{
    /// <param name="work"><c>rollout</c> or <c>training</c>.</param>
    /// <exception cref="InvalidOperationException">The script failed; its own words are on standard error.</exception>
    public double TokensPerSecond(string work, int threads)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "pytorch_engine.py");
        int[] numbers =
        [
            threads, repetitions, config.VocabSize, config.HiddenSize, config.Layers, config.Heads, config.KeyValueHeads, config.HeadSize, config.IntermediateSize,
        ];
        string[] arguments = [script, work, .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        using var process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true })!;
        var median = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? double.Parse(median, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{python} {script} ended with {process.ExitCode}; PyTorch comes with Debian's python3-torch.");
    }
}
