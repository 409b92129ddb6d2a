using System.Globalization;
using System.Text.Json;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.LanguageModels;
using Tarl.LanguageModels.Messages;
using Tarl.ServiceDefaults;

namespace Tarl.RolloutWorker.Agents.Models;

/// <summary>The conversation as the model has it. Several calls at once are made one after the other, each as a turn, before the model is asked again.</summary>
internal sealed class ModelAgentEpisode(
    ILanguageModel model, RequestRollout rollout, string system, IReadOnlyList<ToolDefinition> tools, int maxTokensPerTurn) : IAgentEpisode
{
    /// <summary>What servers leave in the text of a model whose call they cannot read.</summary>
    private const string UnreadCall = "<tool_call>";

    /// <summary>By which servers' refusals of a conversation that has outgrown the model are known: OpenAI, vLLM, this project's; llama.cpp.</summary>
    private static readonly string[] Outgrown = ["context length", "context_length", "context size"];

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    private readonly List<ModelMessage> _messages = [ModelMessage.System(system)];
    private readonly Queue<ModelToolCall> _calls = [];
    private string? _openCall;
    private int _asked;

    /// <summary>A conversation that has outgrown the model's context ends as a policy's does, unfinished: left out, it would flatter the model.</summary>
    /// <exception cref="LanguageModelException">There is no answer.</exception>
    public async ValueTask<SampledTurn> ActAsync(IReadOnlyList<Turn> observations, CancellationToken cancellationToken)
    {
        _messages.AddRange(observations.Select(Message));
        if (_calls.Count > 0)
        {
            return new SampledTurn { Turn = Called("", 0), Finished = true };
        }

        try
        {
            var completion = await model.CompleteAsync(Request(), cancellationToken);
            return completion.End == CompletionEnd.Filtered
                ? throw new LanguageModelException("The server of the language model held its answer back.")
                : new SampledTurn { Turn = Read(completion), Finished = completion.End != CompletionEnd.Length };
        }
        catch (LanguageModelException refusal) when (Outgrown.Any(sign => refusal.Message.Contains(sign, StringComparison.OrdinalIgnoreCase)))
        {
            return new SampledTurn { Turn = new Turn { Role = TurnRole.Agent, Text = "" }, Finished = false };
        }
    }

    public ValueTask<LedgerReference?> CompleteAsync(CancellationToken cancellationToken) => ValueTask.FromResult<LedgerReference?>(null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private CompletionRequest Request() => new()
    {
        Messages = [.. _messages],
        Tools = tools,
        Temperature = rollout.Sampling.Temperature,
        MaxTokens = maxTokensPerTurn,
        Seed = CompletionRequest.SeedOf(rollout.Seed, string.Create(CultureInfo.InvariantCulture, $"agent-model/{_asked++}")),
    };

    private Turn Read(Completion completion)
    {
        var (words, tokens) = (completion.Refusal ?? completion.Answer, completion.Usage?.OutputTokens ?? 0);
        _messages.Add(new ModelMessage { Role = ModelRole.Assistant, Text = words, ToolCalls = [.. completion.ToolCalls.Select(Repeatable)] });
        foreach (var call in completion.ToolCalls)
        {
            _calls.Enqueue(call);
        }

        return _calls.Count > 0
            ? Called(words, tokens)
            : new Turn { Role = TurnRole.Agent, Text = words, IsError = words.Contains(UnreadCall, StringComparison.Ordinal), SampledTokens = tokens };
    }

    /// <summary>The next call that the model has asked for; one whose arguments cannot be read is a turn with an error.</summary>
    private Turn Called(string words, int tokens)
    {
        var call = _calls.Dequeue();
        _openCall = call.Id;
        var arguments = Arguments(call);
        return new Turn
        {
            Role = TurnRole.Agent,
            Text = arguments is null ? $"{words}{call.Name} {call.Arguments}" : words,
            Call = arguments is { } read ? new ToolCall { Name = call.Name, Arguments = read } : null,
            IsError = arguments is null,
            SampledTokens = tokens,
        };
    }

    private ModelMessage Message(Turn observation)
    {
        // What could not be read as a call has no answer in the protocol: the model hears of it as it hears the user.
        if (observation.Role != TurnRole.Tool || _openCall is not { } answered)
        {
            return ModelMessage.User(observation.Text);
        }

        _openCall = null;
        return new ModelMessage { Role = ModelRole.Tool, Text = observation.Text, ToolCallId = answered };
    }

    /// <summary>Servers refuse a conversation with arguments that are no JSON, though the model has written them.</summary>
    private static ModelToolCall Repeatable(ModelToolCall call) => Arguments(call) is null ? call with { Arguments = "{}" } : call;

    private static JsonElement? Arguments(ModelToolCall call)
    {
        try
        {
            // Some models write nothing where there are none.
            using var document = JsonDocument.Parse(call.Arguments.Length == 0 ? "{}" : call.Arguments, Strict);
            document.RootElement.EnsureUnicode();
            return document.RootElement.ValueKind == JsonValueKind.Object && call.Name.Length > 0 ? document.RootElement.Clone() : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
