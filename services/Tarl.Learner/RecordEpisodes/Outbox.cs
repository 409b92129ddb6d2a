using System.Text.Json;
using MassTransit;
using Microsoft.Data.Sqlite;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Rewards;
using Tarl.Contracts.Training;
using Tarl.Messaging.Publish;

namespace Tarl.Learner.RecordEpisodes;

/// <summary>
/// Messages that belong to what is recorded: written in the same transaction, sent afterwards, and sent by the next process if this one ends in between. So
/// whatever is recorded is told, perhaps twice.
/// </summary>
public sealed class Outbox : IDisposable
{
    private readonly EpisodeDatabase _database;
    private readonly IBus _bus;
    private readonly SqliteCommand _add;
    private readonly SqliteCommand _all;
    private readonly SqliteCommand _remove;
    private readonly SqliteCommand _revert;

    public Outbox(EpisodeDatabase database, IBus bus)
    {
        (_database, _bus) = (database, bus);
        _add = database.Prepare("INSERT INTO outbox (policy_version, type, message) VALUES ($version, $type, $message) RETURNING id", "version", "type", "message");
        _all = database.Prepare("SELECT id, type, message FROM outbox ORDER BY id");
        _remove = database.Prepare("DELETE FROM outbox WHERE id = $id", "id");
        _revert = database.Prepare("DELETE FROM outbox WHERE policy_version > $version", "version");
    }

    /// <summary>Keeps a message; to be called in the transaction that it belongs to.</summary>
    /// <param name="policyVersion">It is to be sent only if there is this checkpoint; −1 if in any case.</param>
    public OutboxEntry Add(object message, int policyVersion = -1) => new(
        _database.Read(_add, row => row.GetInt64(0), policyVersion, message.GetType().Name, JsonSerializer.Serialize(message, JsonSerializerOptions.Web))[0], message);

    /// <summary>Sends messages and forgets them.</summary>
    public async Task SendAsync(IReadOnlyCollection<OutboxEntry> entries, CancellationToken cancellationToken)
    {
        await _bus.PublishAllConfirmedAsync(entries.Select(entry => entry.Message), cancellationToken);
        _database.InTransaction(() =>
        {
            foreach (var entry in entries)
            {
                _database.Run(_remove, entry.Id);
            }
        });
    }

    /// <summary>Sends what an earlier process has left, but for what tells of a checkpoint that there is not.</summary>
    /// <param name="version">The newest policy's.</param>
    public async Task SendLeftoversAsync(int version, CancellationToken cancellationToken)
    {
        _database.Run(_revert, version);
        await SendAsync(_database.Read(_all, row => new OutboxEntry(row.GetInt64(0), Parsed(row.GetString(1), row.GetString(2)))), cancellationToken);
    }

    public void Dispose()
    {
        _add.Dispose();
        _all.Dispose();
        _remove.Dispose();
        _revert.Dispose();
    }

    private static object Parsed(string type, string json) => type switch
    {
        nameof(EpisodeScored) => Parsed<EpisodeScored>(json),
        nameof(RequestRollout) => Parsed<RequestRollout>(json),
        nameof(CheckpointPublished) => Parsed<CheckpointPublished>(json),
        nameof(UpdateCompleted) => Parsed<UpdateCompleted>(json),
        nameof(CloningCompleted) => Parsed<CloningCompleted>(json),
        _ => throw new InvalidDataException($"The outbox holds a message of the unknown type {type}."),
    };

    private static T Parsed<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;
}
