using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.Learner.RecordEpisodes;

/// <summary>A run's SQLite database. What is written together is written in one transaction, by one thread at a time.</summary>
public sealed class EpisodeDatabase : IDisposable
{
    // "TarE", in SQLite's header: tells an episode store from any other database.
    private const long ApplicationId = 0x54617245;

    private static readonly string Schema =
        $"""
        PRAGMA application_id = {ApplicationId};
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        BEGIN;
        CREATE TABLE IF NOT EXISTS tasks (id TEXT PRIMARY KEY, spec TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS episodes (
          id TEXT PRIMARY KEY, batch TEXT NOT NULL, episode_group INTEGER NOT NULL, trial INTEGER NOT NULL, task_id TEXT NOT NULL REFERENCES tasks (id),
          kind TEXT NOT NULL, purpose TEXT NOT NULL, agent TEXT NOT NULL, policy_version INTEGER NOT NULL, stop_reason TEXT NOT NULL, failure TEXT,
          success INTEGER NOT NULL, differences TEXT NOT NULL, reward REAL NOT NULL, tokens INTEGER NOT NULL, sampled_tokens INTEGER NOT NULL,
          turns TEXT NOT NULL, scores TEXT NOT NULL, changes TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS episodes_by_batch ON episodes (batch, episode_group, trial);
        CREATE INDEX IF NOT EXISTS training_results ON episodes (batch, task_id, success) WHERE purpose = 'Training' AND failure IS NULL;
        CREATE TABLE IF NOT EXISTS rollouts (
          id TEXT PRIMARY KEY, batch TEXT NOT NULL, batch_size INTEGER NOT NULL, episode_group INTEGER NOT NULL, trial INTEGER NOT NULL, purpose TEXT NOT NULL,
          policy_update INTEGER, is_final INTEGER NOT NULL, outcome TEXT, reason TEXT, scored TEXT) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS rollouts_by_batch ON rollouts (batch, episode_group, trial);
        CREATE TABLE IF NOT EXISTS samples (id TEXT PRIMARY KEY REFERENCES rollouts (id), tokens BLOB NOT NULL, token_rewards BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY, policy_version INTEGER NOT NULL, type TEXT NOT NULL, message TEXT NOT NULL);
        COMMIT;
        """;

    private readonly SqliteConnection _connection;
    private readonly Lock _lock = new();
    private SqliteTransaction? _transaction;

    /// <exception cref="InvalidDataException">The file exists and is no episode store.</exception>
    public EpisodeDatabase(IOptions<LearnerOptions> options)
    {
        var path = options.Value.EpisodesPath;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            Open(isNew: !File.Exists(path));
        }
        catch (Exception error) when (error is SqliteException or InvalidDataException)
        {
            _connection.Dispose();
            throw new InvalidDataException($"{path} cannot be used as an episode store: {error.Message.TrimEnd('.')}.", error);
        }
    }

    /// <summary>Everything that is written meanwhile, by whatever store, appears at once or not at all.</summary>
    public void InTransaction(Action write)
    {
        using var charge = CpuLedger.For(CpuAccount.Other);
        lock (_lock)
        {
            using var transaction = _transaction = _connection.BeginTransaction();
            try
            {
                write();
                transaction.Commit();
            }
            finally
            {
                _transaction = null;
            }
        }
    }

    /// <summary>A command that is made once and run often, with a parameter for each column.</summary>
    public SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + parameter });
        }

        return command;
    }

    /// <summary>Runs a command with values in the order of its parameters; null is NULL.</summary>
    public void Run(SqliteCommand command, params object?[] values)
    {
        lock (_lock)
        {
            Bind(command, values);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Reads all rows that a command finds.</summary>
    public List<T> Read<T>(SqliteCommand command, Func<SqliteDataReader, T> row, params object?[] values)
    {
        lock (_lock)
        {
            Bind(command, values);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(row(reader));
            }

            return rows;
        }
    }

    public void Dispose() => _connection.Dispose();

    private void Bind(SqliteCommand command, object?[] values)
    {
        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }

    /// <summary>Changes nothing in a database that is damaged or somebody else's.</summary>
    private void Open(bool isNew)
    {
        _connection.Open();
        if (!isNew && Scalar("PRAGMA application_id") is not ApplicationId && Scalar("SELECT COUNT(*) FROM sqlite_master") is not 0L)
        {
            throw new InvalidDataException("it is another program's database");
        }

        if (!isNew && Scalar("PRAGMA quick_check(1)") is not "ok")
        {
            throw new InvalidDataException("it is damaged");
        }

        using var schema = Prepare(Schema);
        schema.ExecuteNonQuery();
    }

    private object? Scalar(string sql)
    {
        using var command = Prepare(sql);
        return command.ExecuteScalar();
    }
}
