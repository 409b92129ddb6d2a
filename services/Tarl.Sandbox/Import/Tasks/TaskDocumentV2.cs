using System.Text.Json;
using Tarl.Contracts.Episodes;

namespace Tarl.Sandbox.Import.Tasks;

/// <summary>A task as τ²-bench's <c>tasks.json</c> has it, with its defaults.</summary>
internal sealed record TaskDocumentV2
{
    public required string Id { get; init; }
    public required UserScenarioV2 UserScenario { get; init; }
    public JsonElement? InitialState { get; init; }
    public required Criteria EvaluationCriteria { get; init; }

    internal sealed record Criteria
    {
        public IReadOnlyList<ActionDocument>? Actions { get; init; }
        public IReadOnlyList<string>? CommunicateInfo { get; init; }
        public IReadOnlyList<string>? NlAssertions { get; init; }
        public IReadOnlyList<string> RewardBasis { get; init; } = ["DB", "COMMUNICATE"];
    }

    internal sealed record ActionDocument
    {
        public required string Name { get; init; }
        public required JsonElement Arguments { get; init; }

        /// <summary>Who makes the call: <c>assistant</c>, or <c>user</c> where the user has tools of their own.</summary>
        public string Requestor { get; init; } = "assistant";

        public ToolCall ToCall() => new() { Name = Name, Arguments = Arguments };
    }
}
