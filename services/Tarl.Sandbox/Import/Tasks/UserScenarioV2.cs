using System.Text.Json;
using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Import.Tasks;

/// <summary>Who calls and why. <see cref="ToString"/> gives the text that τ²-bench shows to its user simulator.</summary>
internal sealed record UserScenarioV2
{
    public string? Persona { get; init; }

    /// <summary>A text, or an object of <see cref="Parts"/>.</summary>
    public required JsonElement Instructions { get; init; }

    /// <exception cref="JsonException">The instructions are neither.</exception>
    public override string ToString()
    {
        var instructions = Instructions.ValueKind == JsonValueKind.String ? Instructions.GetString()! : Structured();
        var persona = Persona is null ? "" : $"Persona:\n{Indent(Persona)}\n";
        return $"{persona}Instructions:\n{Indent(instructions)}";
    }

    private string Structured()
    {
        var parts = Instructions.Deserialize<Parts>(BenchmarkJson.Options) ?? throw new JsonException("The instructions are null");
        (string Title, string? Text)[] sections =
        [
            ("Reason for call", parts.ReasonForCall), ("Known info", parts.KnownInfo), ("Unknown info", parts.UnknownInfo), ("Task instructions", parts.TaskInstructions),
        ];
        var told = sections.Where(section => section.Text is not null).Select(section => $"{section.Title}:\n{Indent(section.Text!)}");
        return string.Join('\n', [$"Domain: {parts.Domain}", .. told]);
    }

    // As Python's textwrap.indent: lines of white space alone stay as they are.
    private static string Indent(string text) =>
        string.Join('\n', text.Split('\n').Select(line => string.IsNullOrWhiteSpace(line) ? line : "\t" + line));

    internal sealed record Parts
    {
        public required string Domain { get; init; }
        public required string ReasonForCall { get; init; }
        public string? KnownInfo { get; init; }
        public string? UnknownInfo { get; init; }
        public required string TaskInstructions { get; init; }
    }
}
