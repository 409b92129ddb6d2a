using System.Text.Json;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;

namespace Tarl.Cli.Conform.Messages;

/// <summary>Ordinary messages.</summary>
internal static class ExampleMessages
{
    private const string Email = "mei.lee3418@example.com";
    private const string OrderId = "#W5780077";

    private static readonly ToolCall Identify = ScriptedEpisode.Call("find_user_id_by_email", $$"""{"email": "{{Email}}"}""");
    private static readonly ToolCall Look = ScriptedEpisode.Call("get_order_details", $$"""{"order_id": "{{OrderId}}"}""");
    private static readonly ToolCall Cancel = ScriptedEpisode.Call("cancel_pending_order", $$"""{"order_id": "{{OrderId}}", "reason": "ordered by mistake"}""");

    /// <summary>A user wants an order cancelled, and may have it.</summary>
    public static TaskSpec CancelTask { get; } = new()
    {
        Id = "conform-cancel",
        Domain = "retail",
        Kind = "cancel",
        DataSet = "conform",
        Instruction = $"You are Mei Lee, {Email}. You want to cancel order {OrderId}, which you have ordered by mistake.",
        Script = new UserScript
        {
            Identity = new Dictionary<string, string> { ["email"] = Email },
            Goals =
            [
                new UserGoal { Intent = Intents.Cancel, Facts = new Dictionary<string, string> { [FactNames.OrderId] = OrderId, [FactNames.Reason] = "ordered by mistake" } },
            ],
        },
        GroundTruth = [Identify, Look, Cancel],
    };

    /// <summary>A user wants something that nobody may write.</summary>
    public static TaskSpec RefusalTask { get; } = CancelTask with { Id = "conform-refusal", Kind = "refusal", GroundTruth = [] };

    /// <summary>What cancelling changes.</summary>
    public static StateChange Cancelled { get; } = new()
    {
        Table = "orders",
        Id = OrderId,
        Path = [JsonSerializer.SerializeToElement("status")],
        Before = JsonSerializer.SerializeToElement("pending"),
        After = JsonSerializer.SerializeToElement("cancelled"),
    };

    /// <summary>An episode in which everything is done right: five agent turns, one of them a write.</summary>
    public static EpisodeCompleted Cancellation(Guid id) => new ScriptedEpisode(id, CancelTask)
        .User($"My email is {Email}. I want to cancel order {OrderId}. Reason: ordered by mistake.")
        .Agent(Identify, "mei_lee_1074")
        .Agent(Look, $$"""{"order_id": "{{OrderId}}", "user_id": "mei_lee_1074", "status": "pending"}""")
        .Agent($"Shall I cancel order {OrderId}, reason ordered by mistake?")
        .User("Yes, please.")
        .Agent(Cancel, $$"""{"order_id": "{{OrderId}}", "user_id": "mei_lee_1074", "status": "cancelled"}""")
        .Agent("Done, the order is cancelled.")
        .User("Thanks, that is all.")
        .End(changes: Cancelled);

    /// <summary>An episode in which nothing is to be written, and nothing is.</summary>
    public static EpisodeCompleted Refusal(Guid id) => new ScriptedEpisode(id, RefusalTask)
        .User($"My email is {Email}. I want to cancel order {OrderId}.")
        .Agent(Identify, "mei_lee_1074")
        .Agent("I cannot cancel this order: it has been delivered.")
        .User("Thanks, that is all.")
        .End();

    /// <summary>The user is to open the conversation.</summary>
    /// <remarks>The answers are not in it, as a worker leaves them out.</remarks>
    public static SimulateUserTurn Opening(Guid id) => new()
    {
        EpisodeId = id,
        Task = CancelTask with { GroundTruth = [] },
        Dialogue = [],
        Seed = 7,
    };
}
