using System.Text;
using System.Text.Json;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;

namespace Tarl.Policy.Chat;

/// <summary>
/// Qwen3's ChatML form of a conversation as segments that keep what others typed apart from the template's own tokens.
/// System + Observations + AgentTurn + Observations + … is the whole text: each observation begins with the line feed that ends the turn before it.
/// </summary>
public sealed class ChatRenderer(ToolPrompt toolPrompt)
{
    internal const string StartOfTurn = "<|im_start|>";
    internal const string EndOfTurn = "<|im_end|>";

    /// <summary>The system message, up to its end token.</summary>
    public IReadOnlyList<ChatSegment> System(string domain, string guidelines, IReadOnlyList<ToolDefinition> tools) =>
    [
        Control(StartOfTurn),
        Text("system\n"),
        .. toolPrompt == ToolPrompt.Signatures ? Signatures(domain, tools) : Schemas(guidelines, tools),
        Control(EndOfTurn),
    ];

    /// <summary>Everything between the last end token and the agent's first own token.</summary>
    /// <exception cref="ArgumentException">One of the turns is the agent's.</exception>
    public static IReadOnlyList<ChatSegment> Observations(IReadOnlyList<Turn> turns)
    {
        var segments = new List<ChatSegment> { Text("\n") };
        for (var i = 0; i < turns.Count; i++)
        {
            var follows = i > 0 && turns[i - 1].Role == TurnRole.Tool && turns[i].Role == TurnRole.Tool;
            var continues = i + 1 < turns.Count && turns[i].Role == TurnRole.Tool && turns[i + 1].Role == TurnRole.Tool;
            segments.AddRange(follows ? [] : [Control(StartOfTurn), Text("user")]);
            segments.AddRange(Observation(turns[i]));
            segments.AddRange(continues ? [] : [Control(EndOfTurn), Text("\n")]);
        }

        return [.. segments, Control(StartOfTurn), Text("assistant\n")];
    }

    /// <summary>
    /// A turn of the agent, up to and including its end token: its thought if it has one, then its text if it has one, else the canonical spelling of its call.
    /// </summary>
    /// <exception cref="ArgumentException">The turn is not the agent's.</exception>
    public static IReadOnlyList<ChatSegment> AgentTurn(Turn turn)
    {
        if (turn.Role != TurnRole.Agent)
        {
            throw new ArgumentException($"A turn of the {turn.Role} is no turn of the agent.");
        }

        var text = turn.Text != "" || turn.Call is null ? turn.Text : ToolCallMarkUp.Render(turn.Call);
        var thought = turn.Thought is null ? "" : ThoughtMarkUp.Render(turn.Thought);
        return [new(ChatSegmentKind.AgentText, thought + text), Control(EndOfTurn)];
    }

    /// <summary>
    /// The stretches of a conversation that are encoded as a whole, to train a tokenizer on: its merges are then those that conversations can use.
    /// </summary>
    public IEnumerable<string> TrainingTexts(string domain, string guidelines, IReadOnlyList<ToolDefinition> tools, IReadOnlyList<Turn> turns)
    {
        var segments = new List<ChatSegment>(System(domain, guidelines, tools));
        foreach (var (observed, turn) in AgentTurns(turns))
        {
            segments.AddRange([.. Observations(observed), .. AgentTurn(turn)]);
        }

        return Stretches(segments);
    }

    /// <summary>Every turn of the agent with what it had observed since the one before; what came after its last turn is left out.</summary>
    public static IEnumerable<(IReadOnlyList<Turn> Observed, Turn Turn)> AgentTurns(IReadOnlyList<Turn> turns)
    {
        var begin = 0;
        for (var i = 0; i < turns.Count; i++)
        {
            if (turns[i].Role == TurnRole.Agent)
            {
                yield return ([.. turns.Skip(begin).Take(i - begin)], turns[i]);
                begin = i + 1;
            }
        }
    }

    private static IEnumerable<string> Stretches(List<ChatSegment> segments)
    {
        var stretch = new StringBuilder();
        foreach (var segment in segments)
        {
            if (segment.Kind is ChatSegmentKind.Control or ChatSegmentKind.AgentText && stretch.Length > 0)
            {
                yield return stretch.ToString();
                stretch.Clear();
            }

            stretch.Append(segment.Kind == ChatSegmentKind.Control ? "" : segment.Text);
        }
    }

    private static IEnumerable<ChatSegment> Observation(Turn turn) => turn.Role switch
    {
        TurnRole.User => [Text("\n" + turn.Text)],
        TurnRole.Tool => [Text("\n"), Tag("<tool_response>"), Text("\n" + turn.Text + "\n"), Tag("</tool_response>")],
        _ => throw new ArgumentException("What the agent said is no observation."),
    };

    private static IEnumerable<ChatSegment> Signatures(string domain, IReadOnlyList<ToolDefinition> tools) =>
        [Text(string.Join('\n', tools.Select(Signature).Prepend(domain)))];

    private static string Signature(ToolDefinition tool)
    {
        var known = tool.Parameters.TryGetProperty("properties", out var properties);
        return $"{tool.Name}({string.Join(", ", known ? properties.EnumerateObject().Select(property => property.Name) : [])})";
    }

    // The wording of Qwen3's own chat template (tokenizer_config.json).
    private static IEnumerable<ChatSegment> Schemas(string guidelines, IReadOnlyList<ToolDefinition> tools) => tools.Count == 0
        ? [Text(guidelines)]
        :
        [
            Text(guidelines == "" ? "" : guidelines + "\n\n"),
            Text("# Tools\n\nYou may call one or more functions to assist with the user query.\n\n"),
            Text("You are provided with function signatures within <tools></tools> XML tags:\n<tools>"),
            .. tools.Select(tool => Text("\n" + Schema(tool))),
            Text("\n</tools>\n\nFor each function call, return a json object with function name and arguments within "),
            Tag("<tool_call>"),
            Tag("</tool_call>"),
            Text(" XML tags:\n"),
            Tag("<tool_call>"),
            Text("\n{\"name\": <function-name>, \"arguments\": <args-json-object>}\n"),
            Tag("</tool_call>"),
        ];

    private static string Schema(ToolDefinition tool) =>
        $"{{\"type\": \"function\", \"function\": {{\"name\": {PythonJson.Quote(tool.Name)}, \"description\": {PythonJson.Quote(tool.Description)}, "
        + $"\"parameters\": {PythonJson.Write(tool.Parameters)}}}}}";

    private static ChatSegment Control(string token) => new(ChatSegmentKind.Control, token);

    private static ChatSegment Tag(string tag) => new(ChatSegmentKind.Tag, tag);

    private static ChatSegment Text(string text) => new(ChatSegmentKind.Text, text);
}
