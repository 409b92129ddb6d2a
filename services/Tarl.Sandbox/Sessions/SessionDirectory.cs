using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Tarl.Sandbox.Sessions;

/// <summary>The sessions of callers outside this process, by their unguessable ids. Who goes away without closing is closed after a while.</summary>
internal sealed class SessionDirectory(SandboxClient client, IOptions<SandboxOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Entry> _sessions = new(StringComparer.Ordinal);

    public int Count => _sessions.Count;

    /// <param name="version">Null for whatever version the data set is of.</param>
    /// <returns>Null if as many are open as may be.</returns>
    /// <exception cref="ArgumentException">There is no such domain, or the name is no data set name.</exception>
    /// <exception cref="InvalidDataException">The data set cannot be opened, or is of another domain or version.</exception>
    public SandboxSession? Open(string domain, string? version, string dataSet)
    {
        if (_sessions.Count >= options.Value.MaxOpenSessions)
        {
            return null;
        }

        var session = client.Open(domain, dataSet);
        if (version is not null && session.Domain.VersionTag != version)
        {
            throw new InvalidDataException($"The data set '{dataSet}' is {session.Domain.VersionTag}, not {version}.");
        }

        _sessions[session.Id] = new Entry(session) { LastUsed = time.GetTimestamp() };
        SandboxMetrics.Opened();
        return session;
    }

    /// <summary>Finds a session, which counts as using it.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out SandboxSession? session)
    {
        var found = _sessions.TryGetValue(id, out var entry);
        session = entry?.Session;
        if (entry is not null)
        {
            entry.LastUsed = time.GetTimestamp();
        }

        return found;
    }

    /// <summary>Ties something to a session that is to be disposed of when the session closes.</summary>
    /// <returns>False if the session has been closed meanwhile.</returns>
    public bool Attach(string id, IAsyncDisposable attachment)
    {
        if (!_sessions.TryGetValue(id, out var entry))
        {
            return false;
        }

        entry.Attachment = attachment;
        return true;
    }

    /// <summary>What was tied to a session; null if nothing was, or there is no such session. Counts as using it.</summary>
    public IAsyncDisposable? Attachment(string id)
    {
        if (!_sessions.TryGetValue(id, out var entry))
        {
            return null;
        }

        entry.LastUsed = time.GetTimestamp();
        return entry.Attachment;
    }

    /// <returns>False if there is no such session (any more).</returns>
    public async ValueTask<bool> CloseAsync(string id)
    {
        if (!_sessions.TryRemove(id, out var entry))
        {
            return false;
        }

        SandboxMetrics.Closed();
        if (entry.Attachment is { } attachment)
        {
            await attachment.DisposeAsync().ConfigureAwait(false);
        }

        await entry.Session.DisposeAsync().ConfigureAwait(false);
        return true;
    }

    /// <returns>The ids of the sessions that were idle for too long and are closed now.</returns>
    public async Task<IReadOnlyList<string>> CloseIdleAsync()
    {
        var timeout = options.Value.SessionIdleTimeout;
        var idle = _sessions.Where(pair => time.GetElapsedTime(pair.Value.LastUsed) > timeout).Select(pair => pair.Key).ToList();
        foreach (var id in idle)
        {
            await CloseAsync(id).ConfigureAwait(false);
        }

        return idle;
    }

    private sealed class Entry(SandboxSession session)
    {
        private long _lastUsed;

        public SandboxSession Session { get; } = session;

        public IAsyncDisposable? Attachment { get; set; }

        public long LastUsed
        {
            get => Volatile.Read(ref _lastUsed);
            set => Volatile.Write(ref _lastUsed, value);
        }
    }
}
