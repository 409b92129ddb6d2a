using System.Globalization;
using System.Security.Cryptography;
using Tarl.Policy.Engines;
using Tarl.Policy.Model;
using Tarl.Policy.Tokenization;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.Learner.PublishCheckpoint;

/// <summary>
/// A run's checkpoints: one folder a policy version with <c>model.safetensors</c>, <c>config.json</c>,
/// <c>tokenizer.json</c>, <c>value_head.safetensors</c> and <c>optimizer.safetensors</c>. A folder appears whole or not at all.
/// </summary>
public sealed class CheckpointStore(string folder)
{
    private const string Weights = "model.safetensors";
    private const string ValueHead = "value_head.safetensors";
    private const string Optimizer = "optimizer.safetensors";

    /// <summary>Newer versions of the last so many are kept; version 0, the base policy, always is.</summary>
    private const int KeptVersions = 2;

    public static string PathOf(string folder, int version) =>
        Path.Combine(folder, version.ToString("D6", CultureInfo.InvariantCulture));

    /// <summary>The newest complete version; −1 if there is none.</summary>
    public int LatestVersion() => Versions().DefaultIfEmpty(-1).Max();

    /// <param name="written">Is told of the checkpoint when all is written, before it appears.</param>
    public Checkpoint Save(int version, IPolicyEngine engine, Tokenizer tokenizer, Action<Checkpoint>? written = null)
    {
        using var charge = CpuLedger.For(CpuAccount.Training);
        Directory.CreateDirectory(folder);
        var target = PathOf(folder, version);
        var unfinished = target + ".unfinished";
        Delete(unfinished);
        Directory.CreateDirectory(unfinished);
        engine.SaveWeights(Path.Combine(unfinished, Weights));
        engine.SaveValueHead(Path.Combine(unfinished, ValueHead));
        engine.SaveOptimizer(Path.Combine(unfinished, Optimizer));
        engine.Config.Save(Path.Combine(unfinished, "config.json"));
        tokenizer.Save(Path.Combine(unfinished, "tokenizer.json"));
        var checkpoint = Read(unfinished, version) with { Folder = target };
        written?.Invoke(checkpoint);
        Delete(target);
        Directory.Move(unfinished, target);
        Retire(version);
        return checkpoint;
    }

    /// <param name="version">The newest if null.</param>
    /// <exception cref="InvalidDataException">There is no such version.</exception>
    public Checkpoint Open(int? version = null)
    {
        var wanted = version ?? LatestVersion();
        if (wanted < 0)
        {
            throw new InvalidDataException($"There is no checkpoint in {folder} yet.");
        }

        return Read(PathOf(folder, wanted), wanted);
    }

    /// <summary>A checkpoint folder that need not belong to a run; its version is its name, or 0.</summary>
    /// <exception cref="InvalidDataException">It holds no weights.</exception>
    public static Checkpoint Read(string path) =>
        Read(path, int.TryParse(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0);

    /// <summary>Loads weights, value head and optimiser state, so that training goes on as if it had never stopped.</summary>
    public void Restore(int version, IPolicyEngine engine)
    {
        var path = PathOf(folder, version);
        engine.LoadWeights(Path.Combine(path, Weights));
        RestoreTraining(path, engine);
    }

    /// <summary>Loads what training needs beyond the weights. Checkpoints made before there was a file for the value head have it among the weights.</summary>
    /// <exception cref="InvalidDataException">A file is missing, damaged or made for another model.</exception>
    public static void RestoreTraining(string path, IPolicyEngine engine)
    {
        var valueHead = Path.Combine(path, ValueHead);
        if (File.Exists(valueHead))
        {
            engine.LoadValueHead(valueHead);
        }
        else if (!SafetensorsFile.Load(Path.Combine(path, Weights)).Tensors.ContainsKey("value_head.weight"))
        {
            throw new InvalidDataException($"{valueHead} is missing.");
        }

        engine.LoadOptimizer(Path.Combine(path, Optimizer));
    }

    private static Checkpoint Read(string path, int version)
    {
        var weights = Path.Combine(path, Weights);
        if (!File.Exists(weights))
        {
            throw new InvalidDataException($"There is no checkpoint {path}.");
        }

        using var file = File.OpenRead(weights);
        return new Checkpoint(version, path, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    private IEnumerable<int> Versions() =>
        Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder)
                .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1)
                .Where(version => version >= 0)
            : [];

    private void Retire(int newest)
    {
        foreach (var version in Versions().Where(version => version > 0 && version <= newest - KeptVersions).ToArray())
        {
            Delete(PathOf(folder, version));
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
