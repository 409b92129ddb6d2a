using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tarl.PolicyServer.Generate;

namespace Tarl.PolicyServer.ServeWeights;

/// <summary>
/// Serves the newest checkpoint of a run from the start: a replica that is new, or started anew, has missed what was published before.
/// </summary>
public sealed partial class NewestCheckpoint(WeightStore weights, IOptions<PolicyServerOptions> options, ILogger<NewestCheckpoint> logger) : IHostedService
{
    /// <summary>The learner may retire a checkpoint while it is read; a newer one is there by then.</summary>
    private const int Attempts = 3;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; Find() is { } newest; attempt++)
        {
            try
            {
                weights.Load(CheckpointFiles.Describe(newest.Path, newest.Version));
                LogServed(newest.Version);
                break;
            }
            catch (Exception failure) when (failure is IOException or InvalidDataException && attempt < Attempts)
            {
                LogSkipped(newest.Path, failure.Message);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Folders are named by their versions; one that is not complete yet has another name.</summary>
    private (int Version, string Path)? Find()
    {
        var folder = options.Value.CheckpointFolder;
        return Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder)
                .Select(path => (IsVersion: int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var version), version, path))
                .Where(item => item.IsVersion)
                .OrderByDescending(item => item.version)
                .Select(item => ((int, string)?)(item.version, item.path))
                .FirstOrDefault()
            : null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Serving version {Version}, the newest of its run.")]
    private partial void LogServed(int version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} cannot be served: {Reason}")]
    private partial void LogSkipped(string path, string reason);
}
