using System.Text.Json;
using Microsoft.Data.Sqlite;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;

namespace Tarl.Cli.RunFolders;

/// <summary>An episode as a run has recorded it.</summary>
public sealed record RecordedEpisode
{
    public required string Id { get; init; }
    public required string Batch { get; init; }
    public required int Trial { get; init; }
    public required string Agent { get; init; }
    public required int PolicyVersion { get; init; }
    public required string StopReason { get; init; }
    public EpisodeFailure? Failure { get; init; }
    public required bool Success { get; init; }
    public required IReadOnlyList<string> Differences { get; init; }
    public required double Reward { get; init; }
    public required int Tokens { get; init; }
    public required int SampledTokens { get; init; }
    public required IReadOnlyList<Turn> Turns { get; init; }
    public required IReadOnlyList<TurnScore> Scores { get; init; }
    public required IReadOnlyList<StateChange> Changes { get; init; }
    public required TaskSpec Task { get; init; }

    internal static RecordedEpisode From(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Batch = row.GetString(1),
        Trial = row.GetInt32(2),
        Agent = row.GetString(3),
        PolicyVersion = row.GetInt32(4),
        StopReason = row.GetString(5),
        Failure = row.IsDBNull(6) ? null : Read<EpisodeFailure>(row, 6),
        Success = row.GetBoolean(7),
        Differences = Read<string[]>(row, 8),
        Reward = row.GetDouble(9),
        Tokens = row.GetInt32(10),
        SampledTokens = row.GetInt32(11),
        Turns = Read<Turn[]>(row, 12),
        Scores = Read<TurnScore[]>(row, 13),
        Changes = Read<StateChange[]>(row, 14),
        Task = Read<TaskSpec>(row, 15),
    };

    private static T Read<T>(SqliteDataReader row, int column)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(row.GetString(column), JsonSerializerOptions.Web) ?? throw new JsonException("null");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"Episode {row.GetString(0)} is damaged: {error.Message}", error);
        }
    }
}
