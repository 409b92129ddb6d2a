using System.Diagnostics;
using System.Text.Json;
using Tarl.Cli.RunFolders;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.Cli.Train;

/// <summary>What a run has cost so far, over all the processes that worked on it.</summary>
public sealed record RunUsage
{
    public double ElapsedSeconds { get; init; }
    public long PeakMemoryBytes { get; init; }
    public IReadOnlyDictionary<string, double> CpuSecondsBy { get; init; } = new Dictionary<string, double>();

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static RunUsage Load(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<RunUsage>(File.ReadAllText(path), JsonSerializerOptions.Web)! : new RunUsage();
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} does not say what the run has cost so far: {error.Message}", error);
        }
    }

    public void Save(string path) => AtomicFile.WriteAllText(path, JsonSerializer.Serialize(this, JsonSerializerOptions.Web));

    /// <summary>This usage, of earlier processes, with the present one's added.</summary>
    public RunUsage WithThisProcess(TimeSpan elapsed)
    {
        using var process = Process.GetCurrentProcess();
        var cpu = CpuLedger.Read();
        return new RunUsage
        {
            ElapsedSeconds = ElapsedSeconds + elapsed.TotalSeconds,
            PeakMemoryBytes = Math.Max(PeakMemoryBytes, process.PeakWorkingSet64),
            CpuSecondsBy = cpu.ToDictionary(account => account.Key, account => account.Value + CpuSecondsBy.GetValueOrDefault(account.Key)),
        };
    }
}
