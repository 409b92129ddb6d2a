using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tarl.LanguageModels.Messages;

namespace Tarl.LanguageModels.Cache;

/// <summary>
/// Answers as files, one each: a line with the SHA-256 of the rest, then the answer as JSON. A file appears whole or not at all; one that is damaged counts
/// as absent, and is replaced.
/// </summary>
internal sealed partial class CompletionCache(string? folder, LanguageModelMetrics metrics, ILogger logger)
{
    private int _complained;

    public async Task<Completion?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (folder is null)
        {
            return null;
        }

        try
        {
            var found = Read(await File.ReadAllTextAsync(PathOf(folder, key), cancellationToken));
            metrics.Cached(found is null ? "damaged" : "hit");
            return found;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            metrics.Cached("miss");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            metrics.Cached("damaged");
        }

        return null;
    }

    /// <summary>An answer that cannot be kept is still an answer: that is logged once and counted, and nothing else.</summary>
    public async Task KeepAsync(string key, Completion completion)
    {
        if (folder is null)
        {
            return;
        }

        try
        {
            var path = PathOf(folder, key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var json = JsonSerializer.Serialize(completion);
            var whole = path + "." + Path.GetRandomFileName();
            await File.WriteAllTextAsync(whole, Hash(json) + "\n" + json);
            File.Move(whole, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            metrics.Cached("unwritten");
            if (Interlocked.Exchange(ref _complained, 1) == 0)
            {
                LogUnwritten(folder, failure.Message);
            }
        }
    }

    private static Completion? Read(string text) =>
        text.Split('\n', 2) is [var hash, var json] && hash == Hash(json) ? JsonSerializer.Deserialize<Completion>(json) : null;

    private static string Hash(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    // Folders by the first two digits: a run has many answers.
    private static string PathOf(string folder, string key) => Path.Combine(folder, key[..2], key + ".json");

    [LoggerMessage(Level = LogLevel.Warning, Message = "Answers cannot be kept in {Folder}, and will be asked for again: {Reason}")]
    private partial void LogUnwritten(string folder, string reason);
}
