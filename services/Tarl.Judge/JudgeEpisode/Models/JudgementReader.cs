using System.Text.Json;
using System.Text.RegularExpressions;
using Tarl.Contracts.Rewards;
using Tarl.LanguageModels.Answers;
using Tarl.LanguageModels.Messages;

namespace Tarl.Judge.JudgeEpisode.Models;

/// <summary>Reads a model's judgement. What is not exactly one score for each agent turn is said to be wrong, never put right by guessing.</summary>
internal static partial class JudgementReader
{
    public static AnswerSchema Schema { get; } = new("judgement", JsonDocument.Parse("""
        {
          "type": "object", "additionalProperties": false, "required": ["scores"],
          "properties": {
            "scores": {
              "type": "array",
              "items": {
                "type": "object", "additionalProperties": false, "required": ["turn", "reason", "score"],
                "properties": { "turn": { "type": "integer" }, "reason": { "type": "string" }, "score": { "type": "integer", "enum": [-1, 0, 1] } }
              }
            }
          }
        }
        """).RootElement);

    /// <param name="agentTurns">Their positions among all turns, in order.</param>
    public static Reading<IReadOnlyList<TurnScore>> Read(Completion completion, IReadOnlyList<int> agentTurns)
    {
        try
        {
            using var json = JsonDocument.Parse(Fence().Replace(completion.Answer, "$1"));
            var scores = json.RootElement.GetProperty("scores").EnumerateArray().Select(Score).OrderBy(score => score.TurnIndex).ToArray();
            var problem = Problem(scores, agentTurns);
            return new(problem is null ? scores : null, problem);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new(null, """it is not JSON of the form {"scores": [{"turn": 1, "reason": "…", "score": 1}, …]}.""");
        }
    }

    private static TurnScore Score(JsonElement score) => new()
    {
        TurnIndex = score.GetProperty("turn").GetInt32(),
        Score = score.GetProperty("score").GetInt32(),
        Reason = score.GetProperty("reason").GetString() ?? "",
    };

    private static string? Problem(TurnScore[] scores, IReadOnlyList<int> agentTurns)
    {
        var scored = scores.Select(score => score.TurnIndex).ToArray();
        var deviations = scores.Where(score => score.Score == -1).Select(score => score.TurnIndex).ToArray();
        return scored.Except(agentTurns).ToArray() is { Length: > 0 } foreign ? $"turn {string.Join(", ", foreign)} is none of the agent's, and has a score."
            : agentTurns.Except(scored).ToArray() is { Length: > 0 } missing ? $"turn {string.Join(", ", missing)} of the agent has no score."
            : scored.Length != agentTurns.Count ? "a turn has two scores."
            : scores.FirstOrDefault(score => score.Score is < -1 or > 1) is { } odd ? $"turn {odd.TurnIndex} has the score {odd.Score}; there are -1, 0 and 1."
            : deviations.Length > 1 ? $"turns {string.Join(", ", deviations)} have the score -1; only the first major deviation has, what follows from it has 0."
            : scores.FirstOrDefault(score => string.IsNullOrWhiteSpace(score.Reason)) is { } silent ? $"turn {silent.TurnIndex} has no reason."
            : null;
    }

    // Models that are not held to a schema like to wrap JSON in a code block.
    [GeneratedRegex(@"^\s*```(?:json)?\s*\n(.*)\n\s*```\s*$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();
}
