using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Judge.JudgeEpisode;

namespace Tarl.Judge.Tests.JudgeEpisode;

/// <summary>Conversations about the cancelling of one order, and what the rules say of an episode.</summary>
internal static class Judging
{
    public const string Order = """{"order_id": "#W123"}""";
    public const string Cancel = """{"order_id": "#W123", "reason": "no longer needed"}""";
    public const string Email = """{"email": "mia@x.com"}""";
    public const string Question = "I will cancel order #W123 as no longer needed. Do you confirm? (yes/no)";

    public static EpisodeBuilder CancelTask() => new EpisodeBuilder()
        .Demand("find_user_id_by_email", Email)
        .Demand("get_order_details", Order)
        .Demand("cancel_pending_order", Cancel);

    public static EpisodeBuilder Identified(EpisodeBuilder builder) => builder
        .User("Cancel #W123, I am mia@x.com.")
        .Call("find_user_id_by_email", Email, "mia_1");

    public static EpisodeBuilder Confirmed(EpisodeBuilder builder, string answer = "Yes, please.") => Identified(builder).Agent(Question).User(answer);

    public static IReadOnlyList<TurnScore> Judged(EpisodeCompleted episode) => new RuleJudge(new JudgeOptions()).Score(episode);

    public static int[] Scores(EpisodeCompleted episode) => [.. Judged(episode).Select(score => score.Score)];

    public static string LastReason(EpisodeCompleted episode) => Judged(episode)[^1].Reason;

    public static EpisodeBuilder Planned(GoalResolution resolution) =>
        new EpisodeBuilder().Plan(new GoalPlan { Reads = [], Write = EpisodeBuilder.ToolCall("cancel_pending_order", Cancel), Resolution = resolution });
}
