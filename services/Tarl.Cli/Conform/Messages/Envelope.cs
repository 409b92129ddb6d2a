using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tarl.Cli.Conform.Messages;

/// <summary>Messages as they stand on the wire: MassTransit's envelope, in JSON, written without MassTransit.</summary>
internal static class Envelope
{
    public const string ContentType = "application/vnd.masstransit+json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>A message's body, before it is enveloped.</summary>
    public static JsonObject Body<T>(T message) => JsonSerializer.SerializeToNode(message, Json)!.AsObject();

    /// <summary>The least that a consumer needs.</summary>
    public static JsonObject Minimal(Type type, JsonNode message) => new()
    {
        ["messageType"] = new JsonArray(MessageName.Urn(type)),
        ["message"] = message,
    };

    /// <summary>An envelope as a service of this project writes it.</summary>
    /// <param name="sentTime">ISO 8601, UTC.</param>
    public static JsonObject Of(Type type, JsonNode message, Guid id, string sourceAddress, string destinationAddress, string sentTime) => new()
    {
        ["messageId"] = id.ToString(),
        ["conversationId"] = id.ToString(),
        ["sourceAddress"] = sourceAddress,
        ["destinationAddress"] = destinationAddress,
        ["messageType"] = new JsonArray(MessageName.Urn(type)),
        ["message"] = message,
        ["sentTime"] = sentTime,
        ["headers"] = new JsonObject(),
        ["host"] = new JsonObject
        {
            ["machineName"] = "worker-0",
            ["processName"] = "Tarl.RolloutWorker",
            ["processId"] = 1,
            ["assembly"] = "Tarl.RolloutWorker",
            ["assemblyVersion"] = "1.0.0.0",
            ["frameworkVersion"] = "10.0.0",
            ["massTransitVersion"] = "8.4.0.0",
            ["operatingSystemVersion"] = "Unix",
        },
    };
}
