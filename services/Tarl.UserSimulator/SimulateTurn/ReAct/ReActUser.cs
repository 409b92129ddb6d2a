using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Episodes;
using Tarl.LanguageModels;
using Tarl.LanguageModels.Answers;
using Tarl.LanguageModels.Messages;
using Tarl.LanguageModels.Prompts;
using Tarl.ServiceDefaults.Randomness;
using Tarl.UserSimulator.SimulateTurn.ReAct.Faults;

namespace Tarl.UserSimulator.SimulateTurn.ReAct;

/// <summary>
/// A language model in the user's place, as in τ-bench: it thinks, then speaks, and nobody but itself reads the thought. A reply that no user could give
/// is asked for again; if none can be had, that is the user's failure.
/// </summary>
public sealed class ReActUser : ISimulatedUser
{
    /// <summary>What τ-bench's user hears first.</summary>
    private const string Greeting = "Hi! How can I help you today?";

    private const string Silence = "(The agent says nothing.)";

    private readonly ILanguageModel _model;
    private readonly ReActUserOptions _options;
    private readonly PromptTemplate _prompt;
    private readonly IUserFault[] _faults;
    private readonly ConcurrentDictionary<(Guid Episode, int Said), Lazy<Task<UserTurnSimulated>>> _underWay = [];

    /// <exception cref="InvalidDataException">The prompt cannot be used.</exception>
    public ReActUser([FromKeyedServices(UserModelOptions.Section)] ILanguageModel model, ReActUserOptions options)
    {
        (_model, _options, _prompt) = (model, options, LoadPrompt(options));
        _faults = [new LeakFault(options.MaxCopiedWords), new InventedIdFault(), new AgentSpeechFault(), new EndlessFault()];
    }

    /// <exception cref="LanguageModelException">There is no reply that a user could give, or the user does not come to an end.</exception>
    /// <exception cref="InvalidOperationException">The task has no instruction.</exception>
    public async Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken)
    {
        // A worker that has lost patience asks again: the question that is under way is not paid twice.
        var key = (request.EpisodeId, request.Dialogue.Count);
        var reply = _underWay.GetOrAdd(key, _ => new(() => AskAsync(request, cancellationToken)));
        try
        {
            return await reply.Value;
        }
        finally
        {
            _underWay.TryRemove(KeyValuePair.Create(key, reply));
        }
    }

    /// <exception cref="InvalidDataException">The prompt cannot be used.</exception>
    internal static PromptTemplate LoadPrompt(ReActUserOptions options) => PromptTemplate.Load(
        options.PromptFile, typeof(ReActUser).Assembly, "Prompts/user.md", places: ["instruction", "persona"], required: ["instruction"]);

    private async Task<UserTurnSimulated> AskAsync(SimulateUserTurn request, CancellationToken cancellationToken)
    {
        if (request.Task.Instruction.Length == 0)
        {
            throw new InvalidOperationException($"Task {request.Task.Id} has no instruction for a user.");
        }

        if (request.Dialogue.Count(said => said.Role == TurnRole.User) >= _options.MaxTurns)
        {
            UserSimulatorMetrics.Faulty("endless");
            throw new LanguageModelException($"The user has not ended the conversation within {_options.MaxTurns} turns ({ReActUserOptions.Section}:{nameof(_options.MaxTurns)}).");
        }

        request = request with { Task = request.Task with { Instruction = UserKnowledge.Of(request.Task) } };
        string? fault = null;
        var reply = await _model.AskAsync(
            Question(request), answer => Read(answer, request, out fault), _options.Repairs, _ => UserSimulatorMetrics.Faulty(fault ?? "no-reply"), cancellationToken);
        return new UserTurnSimulated { Text = reply.Text, Stop = reply.Stop };
    }

    private Reading<UserReply> Read(Completion answer, SimulateUserTurn request, out string? fault)
    {
        fault = "form";
        var reading = UserReplyReader.Read(answer.Answer);
        if (reading.Problem is not null)
        {
            return reading;
        }

        var found = _faults.Select(kind => (kind.Name, Problem: kind.Find(reading.Value!, request))).FirstOrDefault(kind => kind.Problem is not null);
        fault = found.Name;
        return found.Problem is { } problem ? new(null, problem) : reading;
    }

    private CompletionRequest Question(SimulateUserTurn request) => new()
    {
        Messages =
        [
            ModelMessage.System(_prompt.Fill(new Dictionary<string, string> { ["instruction"] = request.Task.Instruction, ["persona"] = Persona(request) })[0]),
            ModelMessage.User(Greeting),
            .. request.Dialogue.Select(said => said.Role == TurnRole.User
                ? ModelMessage.Assistant($"{UserReplyReader.Heading}\n{said.Text}")
                : ModelMessage.User(said.Text.Length > 0 ? said.Text : Silence)),
        ],
        Temperature = _options.Temperature,
        MaxTokens = _options.MaxTokens,
        Seed = CompletionRequest.SeedOf(request.Seed, $"user-turn-{request.Dialogue.Count}"),
    };

    // One for all of an episode's turns.
    private string Persona(SimulateUserTurn request) =>
        _options.Personas.Count == 0 ? "" : new SeededRandom(SeededRandom.Derive(request.Seed, "persona")).Pick([.. _options.Personas]);
}
