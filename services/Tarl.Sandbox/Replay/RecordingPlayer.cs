using System.Text.Json;
using Microsoft.Extensions.Options;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Import;
using Tarl.Sandbox.Sessions;
using Tarl.Sandbox.Storage;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Replay;

/// <summary>Plays files of recorded episodes, each line from fresh data: what the command <c>replay</c> does.</summary>
public sealed class RecordingPlayer : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tarl-replay-");
    private readonly HashSet<string> _opened = new(StringComparer.Ordinal);
    private readonly SandboxClient _client;
    private readonly string _data;

    /// <param name="data">A folder that holds <c>v1/</c> and <c>v2/</c> as τ-bench's data does, or an imported data set (a <c>.db</c> file).</param>
    public RecordingPlayer(string data)
    {
        _data = data;
        _client = new SandboxClient(Options.Create(new SandboxOptions { DataFolder = _folder.FullName, ConnectionsPerDataSet = 1 }));
    }

    /// <summary>Writes each line back with its own <c>observations</c>, <c>errors</c> and <c>changes</c>; its other keys stay as they are.</summary>
    /// <exception cref="InvalidDataException">The file or the data cannot be read; the message is one sentence.</exception>
    public async Task<ReplaySummary> WriteAsync(string file, TextWriter output, CancellationToken cancellationToken)
    {
        var episodes = 0;
        await foreach (var (line, recording) in RecordingReader.ReadAsync(file, cancellationToken).ConfigureAwait(false))
        {
            var outcome = await PlayAsync(recording, cancellationToken).ConfigureAwait(false);
            await output.WriteLineAsync(PythonJsonWriter.Write(WithOutcome(line, outcome)).AsMemory(), cancellationToken).ConfigureAwait(false);
            episodes++;
        }

        return new ReplaySummary { Episodes = episodes, Differences = 0 };
    }

    /// <summary>Compares each line with what it records and writes every difference as a line of text.</summary>
    /// <exception cref="InvalidDataException">The file or the data cannot be read, or a line records nothing; in one sentence.</exception>
    public async Task<ReplaySummary> CheckAsync(string file, TextWriter output, CancellationToken cancellationToken)
    {
        var (episodes, count) = (0, 0);
        await foreach (var (_, recording) in RecordingReader.ReadAsync(file, cancellationToken).ConfigureAwait(false))
        {
            var outcome = await PlayAsync(recording, cancellationToken).ConfigureAwait(false);
            var differences = ReplayComparison.Differences(recording, outcome);
            foreach (var difference in differences)
            {
                await output.WriteLineAsync(difference.AsMemory(), cancellationToken).ConfigureAwait(false);
            }

            episodes++;
            count += differences.Count;
        }

        return new ReplaySummary { Episodes = episodes, Differences = count };
    }

    public void Dispose()
    {
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private Task<ReplayOutcome> PlayAsync(Recording recording, CancellationToken cancellationToken)
    {
        var name = $"{recording.Domain}-{recording.Version}";
        if (_opened.Add(name))
        {
            Prepare(recording, Path.Combine(_folder.FullName, name + ".db"));
        }

        return EpisodeReplayer.ReplayAsync(_client, name, recording, cancellationToken);
    }

    private void Prepare(Recording recording, string path)
    {
        var domain = FindDomain(recording);
        if (!File.Exists(_data))
        {
            TauBenchFiles.Import(Path.Combine(_data, recording.Version, recording.Domain), domain, path);
        }
        else if (DataSetFile.Check(_data) == domain)
        {
            File.Copy(_data, path);
        }
        else
        {
            throw new InvalidDataException(
                $"The data set '{_data}' is not for {recording.Domain} {recording.Version}, which episode '{recording.Source}' asks for.");
        }
    }

    private static Domain FindDomain(Recording recording)
    {
        var version = recording.Version switch
        {
            "v1" => BenchmarkVersion.V1,
            "v2" => BenchmarkVersion.V2,
            _ => throw new InvalidDataException(
                $"Episode '{recording.Source}' is of the unknown version '{recording.Version}'; there are v1 and v2."),
        };
        return DomainCatalogue.Find(recording.Domain, version) is { Tables.Count: > 0 } domain
            ? domain
            : throw new InvalidDataException(
                $"Episode '{recording.Source}' is of the unknown domain '{recording.Domain}'; there are airline and retail.");
    }

    private static JsonMap WithOutcome(JsonElement line, ReplayOutcome outcome) => ((JsonMap)PythonJson.FromElement(line)!).MergedWith(new JsonMap
    {
        ["observations"] = new JsonList(outcome.Observations),
        ["errors"] = new JsonList(outcome.Errors.Cast<object?>()),
        ["changes"] = new JsonList(outcome.Changes.Select(change => PythonJson.FromElement(change))),
    });
}
