using System.Text.Json;

namespace Tarl.Cli.Conform.Messages;

/// <summary>An envelope that came from the service.</summary>
/// <param name="Types">URNs of what it can be read as.</param>
/// <param name="RequestId">The request that it answers; null if it answers none.</param>
internal sealed record Reply(IReadOnlyList<string> Types, string? RequestId, JsonElement Message)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <exception cref="JsonException">The body is no envelope.</exception>
    public static Reply Parse(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("message", out var message) || !root.TryGetProperty("messageType", out var types)
            || types.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("It is no envelope: it lacks messageType or message.");
        }

        return new Reply(
            [.. types.EnumerateArray().Select(type => type.ToString())],
            root.TryGetProperty("requestId", out var request) ? request.ToString() : null,
            message.Clone());
    }

    /// <summary>Whether its message has a field with this id.</summary>
    public bool Has(string field, Guid id) =>
        Message.ValueKind == JsonValueKind.Object && Message.TryGetProperty(field, out var value) && Guid.TryParse(value.ToString(), out var found) && found == id;

    /// <exception cref="NonconformityException">It is something else, or lacks something.</exception>
    public T Read<T>()
    {
        if (!Types.Contains(MessageName.Urn(typeof(T))))
        {
            throw new NonconformityException($"an envelope whose messageType is {string.Join(", ", Types)}, which nobody reads as {typeof(T).Name}");
        }

        try
        {
            return Message.Deserialize<T>(Strict) ?? throw new JsonException("it is null");
        }
        catch (JsonException error)
        {
            throw new NonconformityException($"a message that is no {typeof(T).Name}: {error.Message}");
        }
    }
}
