using System.Text.Json;
using Tarl.Contracts.Episodes;
using Tarl.Policy.Chat;
using Tarl.ServiceDefaults;

namespace Tarl.PolicyServer.ServeOpenAi.Requests;

/// <summary>Reads the messages of a request as turns, in the order in which the policy can have had them; for one request.</summary>
internal sealed class MessageReader
{
    private readonly List<Turn> _turns = [];
    private string? _system;

    /// <summary>The id of the call that the next message must answer.</summary>
    private string? _openCall;

    /// <returns>The system message, null if there is none, and what was said after it.</returns>
    /// <exception cref="OpenAiException">The messages are no conversation that the policy could have had.</exception>
    public (string? System, IReadOnlyList<Turn> Turns) Read(JsonElement messages)
    {
        if (messages.ValueKind != JsonValueKind.Array)
        {
            throw RequestFields.WrongType("messages", "an array", messages);
        }

        var paths = messages.EnumerateArray().Select((message, i) => (message, $"messages[{i}]")).ToList();
        paths.ForEach(message => Add(RequestFields.Of(message.Item1, message.Item2)));
        if (_openCall is not null)
        {
            throw Misplaced("messages", $"The call '{_openCall}' must be followed by a message of the role tool that answers it.");
        }

        if (_turns is [.., { Role: TurnRole.Agent }] || (_turns.Count == 0 && _system is null))
        {
            throw Misplaced("messages", "The last message must be one that the policy can answer: of the user or of a tool.");
        }

        return (_system, _turns);
    }

    private void Add(RequestFields message)
    {
        var role = message.RequireText("role");
        if (_openCall is not null && role != "tool")
        {
            throw Misplaced(message.In("role"), $"The call '{_openCall}' must be followed by a message of the role tool that answers it.");
        }

        switch (role)
        {
            case "system" or "developer":
                AddSystem(message);
                break;
            case "user":
                _turns.Add(new Turn { Role = TurnRole.User, Text = Content(message) });
                break;
            case "assistant":
                AddAgent(message);
                break;
            case "tool":
                AddTool(message);
                break;
            default:
                throw OpenAiException.Invalid(
                    "invalid_value", message.In("role"), $"Invalid value: '{role}'. Supported values are: 'system', 'developer', 'user', 'assistant' and 'tool'.");
        }
    }

    private void AddSystem(RequestFields message)
    {
        if (_turns.Count > 0)
        {
            throw Misplaced(message.In("role"), "The policy knows a system message only before all others.");
        }

        var text = Content(message);
        _system = _system is null ? text : $"{_system}\n\n{text}";
    }

    private void AddAgent(RequestFields message)
    {
        if (message.Find("function_call") is not null || message.Find("audio") is not null)
        {
            throw OpenAiException.Unsupported(message.In("role"), "An assistant's message may have content and tool_calls; function_call and audio are not known here.");
        }

        var calls = message.FindList("tool_calls");
        if (calls.Count > 1)
        {
            throw OpenAiException.Unsupported(message.In("tool_calls"), "The policy makes one call at a time; a message cannot have several.");
        }

        var words = message.Find("content") is null && calls.Count > 0 ? "" : Content(message);
        var call = calls.Count > 0 ? Call(RequestFields.Of(calls[0], message.In("tool_calls[0]"))) : null;
        _turns.Add(new Turn
        {
            Role = TurnRole.Agent, Text = call is null ? words : words + ToolCallMarkUp.Render(call), Thought = message.FindText("reasoning_content"), Call = call,
        });
    }

    private ToolCall Call(RequestFields call)
    {
        _openCall = call.RequireText("id");
        if (call.FindText("type") is not (null or "function"))
        {
            throw OpenAiException.Unsupported(call.In("type"), "A call must be of the type function.");
        }

        var function = call.FindObject("function") ?? RequestFields.Of(call.Require("function"), call.In("function"));
        return new ToolCall { Name = function.RequireText("name"), Arguments = Arguments(function.RequireText("arguments"), function.In("arguments")) };
    }

    private static JsonElement Arguments(string text, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(text, RequestBody.Json);
            document.RootElement.EnsureUnicode();
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new JsonException("it is no object");
        }
        catch (Exception invalid) when (invalid is JsonException or InvalidOperationException)
        {
            throw OpenAiException.Invalid("invalid_value", path, $"Invalid value for '{path}': expected a JSON object as text ({invalid.Message}).");
        }
    }

    private void AddTool(RequestFields message)
    {
        var id = message.RequireText("tool_call_id");
        if (_openCall is null || id != _openCall)
        {
            throw Misplaced(message.In("tool_call_id"), _openCall is null
                ? "A message of the role tool must follow one of the role assistant whose call it answers."
                : $"The message answers the call '{id}', but the one before it makes the call '{_openCall}'.");
        }

        _openCall = null;
        _turns.Add(new Turn { Role = TurnRole.Tool, Text = Content(message) });
    }

    private static string Content(RequestFields message)
    {
        var content = message.Require("content");
        if (content.ValueKind == JsonValueKind.String)
        {
            return content.GetString()!;
        }

        return content.ValueKind == JsonValueKind.Array
            ? string.Concat(content.EnumerateArray().Select((part, i) => Part(RequestFields.Of(part, message.In($"content[{i}]")))))
            : throw RequestFields.WrongType(message.In("content"), "a string or an array", content);
    }

    private static string Part(RequestFields part)
    {
        var type = part.RequireText("type");
        return type == "text" ? part.RequireText("text") : throw OpenAiException.Unsupported(part.In("type"), $"The policy reads text alone, not parts of the type '{type}'.");
    }

    private static OpenAiException Misplaced(string parameter, string message) => OpenAiException.Invalid("invalid_value", parameter, message);
}
