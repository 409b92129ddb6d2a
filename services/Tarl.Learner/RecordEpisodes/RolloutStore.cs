using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Rewards;
using Tarl.Learner.UpdatePolicy;

namespace Tarl.Learner.RecordEpisodes;

/// <summary>
/// What became of every rollout that was asked for, and the samples that wait to be learnt from: a learner that is started anew goes on with them.
/// </summary>
public sealed class RolloutStore : IDisposable
{
    private readonly EpisodeDatabase _database;
    private readonly SqliteCommand _ended;
    private readonly SqliteCommand _addOrder;
    private readonly SqliteCommand _end;
    private readonly SqliteCommand _addSample;
    private readonly SqliteCommand _failedBefore;
    private readonly SqliteCommand _retries;
    private readonly SqliteCommand _waiting;
    private readonly SqliteCommand _samples;
    private readonly SqliteCommand _settle;
    private readonly SqliteCommand _removeSamples;
    private readonly SqliteCommand _revert;
    private readonly SqliteCommand _scored;

    public RolloutStore(EpisodeDatabase database)
    {
        _database = database;
        _ended = database.Prepare("SELECT id FROM episodes");
        _addOrder = database.Prepare(
            """
            INSERT OR IGNORE INTO rollouts (id, batch, batch_size, episode_group, trial, purpose, policy_update, is_final)
            VALUES ($id, $batch, $size, $group, $trial, $purpose, $update, 0)
            """,
            "id", "batch", "size", "group", "trial", "purpose", "update");
        _end = database.Prepare(
            "UPDATE rollouts SET is_final = $final, outcome = $outcome, reason = $reason, scored = $scored WHERE id = $id",
            "final", "outcome", "reason", "scored", "id");
        _addSample = database.Prepare("INSERT OR REPLACE INTO samples VALUES ($id, $tokens, $rewards)", "id", "tokens", "rewards");
        _failedBefore = database.Prepare(
            "SELECT COUNT(*) FROM rollouts WHERE batch = $batch AND episode_group = $group AND trial = $trial AND outcome = 'Failed'", "batch", "group", "trial");
        _retries = database.Prepare("SELECT COUNT(*) FROM rollouts WHERE batch = $batch AND outcome = 'Failed' AND is_final = 0", "batch");
        _waiting = database.Prepare("SELECT batch, batch_size, purpose, policy_update, COUNT(*) FROM rollouts WHERE is_final = 1 GROUP BY batch");
        _samples = database.Prepare(
            """
            SELECT r.scored, s.tokens, s.token_rewards FROM rollouts r LEFT JOIN samples s ON s.id = r.id
            WHERE r.batch = $batch AND r.is_final = 1 ORDER BY r.episode_group, r.trial
            """,
            "batch");
        _settle = database.Prepare("UPDATE rollouts SET outcome = $outcome, reason = $reason WHERE id = $id", "outcome", "reason", "id");
        _removeSamples = database.Prepare(
            "DELETE FROM samples WHERE id IN (SELECT id FROM rollouts WHERE policy_update <= $version)", "version");
        _revert = database.Prepare(
            "UPDATE rollouts SET outcome = NULL, reason = NULL WHERE policy_update > $version AND id IN (SELECT id FROM samples)", "version");
        _scored = database.Prepare("SELECT scored FROM rollouts WHERE id = $id AND scored IS NOT NULL", "id");
    }

    /// <summary>The episodes that have ended.</summary>
    public HashSet<Guid> Ended() => [.. _database.Read(_ended, row => Guid.Parse(row.GetString(0), CultureInfo.InvariantCulture))];

    public void AddOrder(RequestRollout order) => _database.Run(
        _addOrder, order.EpisodeId.ToString(), order.Batch, order.BatchSize, order.Group, order.Trial, order.Purpose.ToString(), order.Update);

    /// <summary>Says that a rollout has ended.</summary>
    /// <param name="order">Perhaps not heard of before.</param>
    /// <param name="isFinal">False if another is played in its place.</param>
    /// <param name="outcome">Null if it waits to be learnt from.</param>
    public void End(RequestRollout order, EpisodeScored scored, bool isFinal, RolloutOutcome? outcome, string? reason)
    {
        AddOrder(order);
        _database.Run(
            _end, isFinal ? 1 : 0, outcome?.ToString(), reason,
            order.Purpose == RolloutPurpose.Demonstration ? null : JsonSerializer.Serialize(scored, JsonSerializerOptions.Web), order.EpisodeId.ToString());
    }

    /// <summary>Keeps a valid sample until it has been learnt from.</summary>
    public void Add(Sample sample) => _database.Run(
        _addSample, sample.Scored.EpisodeId.ToString(), TokenBlob.From(sample.Tokens!), MemoryMarshal.AsBytes<double>(sample.TokenRewards).ToArray());

    /// <summary>How often episodes in a rollout's place have failed.</summary>
    public int FailedBefore(RequestRollout rollout) =>
        _database.Read(_failedBefore, row => row.GetInt32(0), rollout.Batch, rollout.Group, rollout.Trial)[0];

    /// <summary>How many episodes of a batch were played again.</summary>
    public int Retries(string batch) => _database.Read(_retries, row => row.GetInt32(0), batch)[0];

    /// <summary>Every batch, with the number of its places that are filled.</summary>
    public IReadOnlyList<(Batch Batch, int Filled)> Batches() => _database.Read(
        _waiting,
        row => (
            new Batch(row.GetString(0), row.GetInt32(1), Enum.Parse<RolloutPurpose>(row.GetString(2)), row.IsDBNull(3) ? null : row.GetInt32(3)), row.GetInt32(4)));

    /// <summary>A batch's samples in the order of their places; those that failed have no tokens.</summary>
    public IReadOnlyList<Sample> Samples(string batch) => _database.Read(
        _samples,
        row => new Sample(
            JsonSerializer.Deserialize<EpisodeScored>(row.GetString(0), JsonSerializerOptions.Web)!,
            row.IsDBNull(1) ? null : TokenBlob.Read(row.GetFieldValue<byte[]>(1)),
            row.IsDBNull(2) ? [] : MemoryMarshal.Cast<byte, double>(row.GetFieldValue<byte[]>(2)).ToArray()),
        batch);

    /// <summary>Says what an update makes of the valid samples of its batch.</summary>
    /// <param name="leftOut">Why each of the samples is not learnt from; null for one that is.</param>
    public void Settle(IReadOnlyList<Sample> samples, IReadOnlyList<string?> leftOut)
    {
        foreach (var (sample, reason) in samples.Zip(leftOut).Where(item => item.First.IsValid))
        {
            _database.Run(_settle, (reason is null ? RolloutOutcome.Trained : RolloutOutcome.Dropped).ToString(), reason, sample.Scored.EpisodeId.ToString());
        }
    }

    /// <summary>Forgets the samples that have been learnt from.</summary>
    /// <param name="version">The newest policy's.</param>
    public void RemoveSamples(int version) => _database.Run(_removeSamples, version);

    /// <summary>Takes back what was said of an update that did not become a checkpoint.</summary>
    /// <param name="version">The newest policy's.</param>
    public void Revert(int version) => _database.Run(_revert, version);

    /// <summary>The figures of an episode that has ended, as long as it was no demonstration; null if it has not.</summary>
    public EpisodeScored? Scored(Guid episodeId) =>
        _database.Read(_scored, row => JsonSerializer.Deserialize<EpisodeScored>(row.GetString(0), JsonSerializerOptions.Web), episodeId.ToString())
            .SingleOrDefault();

    public void Dispose()
    {
        foreach (var command in new[] { _ended, _addOrder, _end, _addSample, _failedBefore, _retries, _waiting, _samples, _settle, _removeSamples, _revert, _scored })
        {
            command.Dispose();
        }
    }
}
