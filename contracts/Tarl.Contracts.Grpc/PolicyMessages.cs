using System.Text.Json;
using Tarl.Contracts.Episodes;
using Wire = Tarl.Contracts.Policy.V1;

namespace Tarl.Contracts.Policy;

/// <summary>The contracts of conversations as messages of <c>policy.proto</c>, and back.</summary>
public static class PolicyMessages
{
    public static Wire.OpenConversation ToWire(this OpenConversation request)
    {
        var message = new Wire.OpenConversation
        {
            EpisodeId = request.EpisodeId.ToString(),
            Domain = request.Domain,
            Guidelines = request.Guidelines,
            Sampling = new Wire.SamplingOptions { Temperature = request.Sampling.Temperature, MaxTokensPerTurn = request.Sampling.MaxTokensPerTurn },
            Seed = request.Seed,
            KeepTokens = request.KeepTokens,
            PolicyVersion = request.PolicyVersion,
        };
        message.Tools.AddRange(request.Tools.Select(tool =>
            new Wire.ToolDefinition { Name = tool.Name, Description = tool.Description, ParametersJson = tool.Parameters.GetRawText() }));
        return message;
    }

    /// <exception cref="ArgumentException">The id is no UUID, the sampling options are missing, or a tool's parameters are not JSON.</exception>
    public static OpenConversation ToContract(this Wire.OpenConversation message) => new()
    {
        EpisodeId = ParseEpisodeId(message.EpisodeId),
        Domain = message.Domain,
        Guidelines = message.Guidelines,
        Tools = [.. message.Tools.Select(tool =>
            new ToolDefinition { Name = tool.Name, Description = tool.Description, Parameters = ParseJson(tool.ParametersJson) })],
        Sampling = message.Sampling is { } sampling
            ? new SamplingOptions { Temperature = sampling.Temperature, MaxTokensPerTurn = sampling.MaxTokensPerTurn }
            : throw new ArgumentException("The sampling options are missing."),
        Seed = message.Seed,
        KeepTokens = message.KeepTokens,
        PolicyVersion = message.PolicyVersion,
    };

    public static Wire.Turn ToWire(this Turn turn) => new()
    {
        Role = turn.Role switch
        {
            TurnRole.User => Wire.TurnRole.User,
            TurnRole.Agent => Wire.TurnRole.Agent,
            _ => Wire.TurnRole.Tool,
        },
        Text = turn.Text,
        Call = turn.Call is { } call ? new Wire.ToolCall { Name = call.Name, ArgumentsJson = call.Arguments.GetRawText() } : null,
        IsError = turn.IsError,
        SampledTokens = turn.SampledTokens,
    };

    /// <exception cref="ArgumentException">The turn has no role, or its call's arguments are not JSON.</exception>
    public static Turn ToContract(this Wire.Turn message) => new()
    {
        Role = message.Role switch
        {
            Wire.TurnRole.User => TurnRole.User,
            Wire.TurnRole.Agent => TurnRole.Agent,
            Wire.TurnRole.Tool => TurnRole.Tool,
            _ => throw new ArgumentException($"A turn has the role {message.Role}."),
        },
        Text = message.Text,
        Call = message.Call is { } call ? new ToolCall { Name = call.Name, Arguments = ParseJson(call.ArgumentsJson) } : null,
        IsError = message.IsError,
        SampledTokens = message.SampledTokens,
    };

    public static Wire.SampledTurn ToWire(this SampledTurn sampled) => new() { Turn = sampled.Turn.ToWire(), Finished = sampled.Finished };

    public static SampledTurn ToContract(this Wire.SampledTurn message) => new() { Turn = message.Turn.ToContract(), Finished = message.Finished };

    public static Wire.LedgerReference ToWire(this LedgerReference reference) =>
        new() { Replica = reference.Replica, Tokens = reference.Tokens, SampledTokens = reference.SampledTokens };

    public static LedgerReference ToContract(this Wire.LedgerReference message) =>
        new() { Replica = message.Replica, Tokens = message.Tokens, SampledTokens = message.SampledTokens };

    /// <exception cref="ArgumentException">The text is no UUID.</exception>
    public static Guid ParseEpisodeId(string text) =>
        Guid.TryParseExact(text, "D", out var id) ? id : throw new ArgumentException($"'{text}' is no episode id.");

    private static JsonElement ParseJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException malformed)
        {
            throw new ArgumentException($"A tool's parameters or arguments are not JSON: {malformed.Message}", malformed);
        }
    }
}
