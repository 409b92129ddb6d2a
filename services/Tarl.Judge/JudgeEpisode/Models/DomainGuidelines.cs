using System.Collections.Concurrent;

namespace Tarl.Judge.JudgeEpisode.Models;

/// <summary>The rule texts that agents are given, by domain.</summary>
internal sealed class DomainGuidelines(ModelJudgeOptions options)
{
    private readonly ConcurrentDictionary<string, string> _texts = [];

    /// <exception cref="InvalidDataException">There is none, or it cannot be read.</exception>
    public string Of(string domain) => _texts.GetOrAdd(domain, Read);

    private string Read(string domain)
    {
        if (options.Guidelines.TryGetValue(domain, out var path))
        {
            try
            {
                return File.ReadAllText(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new InvalidDataException($"The guidelines {path} cannot be read: {error.Message}", error);
            }
        }

        using var shipped = typeof(DomainGuidelines).Assembly.GetManifestResourceStream($"Guidelines/{domain}.md")
            ?? throw new InvalidDataException($"There are no guidelines for the domain {domain}: name a file, as ModelJudge:Guidelines:{domain}.");
        using var reader = new StreamReader(shipped);
        return reader.ReadToEnd();
    }
}
