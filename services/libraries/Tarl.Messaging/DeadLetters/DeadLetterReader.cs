using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace Tarl.Messaging.DeadLetters;

/// <summary>Makes sense of a message in an error queue, whoever put it there.</summary>
internal static class DeadLetterReader
{
    /// <summary>How often a message was sent again; survives the way to the error queue and back.</summary>
    public const string SentAgainHeader = "Tarl-Sent-Again";

    private const string Unknown = "unknown";

    public static DeadLetter Read(string queue, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        var (type, episode) = ReadEnvelope(body);
        return new DeadLetter
        {
            Queue = queue,
            Id = properties.MessageId ?? "",
            MessageType = type,
            EpisodeId = episode,
            FailedAt = Text(properties, "MT-Fault-Timestamp"),
            ExceptionType = Text(properties, "MT-Fault-ExceptionType"),
            ExceptionMessage = Text(properties, "MT-Fault-Message"),
            TimesFailed = TimesSentAgain(properties) + 1,
        };
    }

    public static int TimesSentAgain(IReadOnlyBasicProperties properties) =>
        Header(properties, SentAgainHeader) is int count and >= 0 ? count : 0;

    private static string? Text(IReadOnlyBasicProperties properties, string header) => Header(properties, header) switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        null => null,
        var value => value.ToString(),
    };

    private static object? Header(IReadOnlyBasicProperties properties, string name) =>
        properties.Headers is { } headers && headers.TryGetValue(name, out var value) ? value : null;

    /// <summary>MassTransit's envelope: <c>{"messageType": ["urn:message:NAMESPACE:NAME", …], "message": {"episodeId": …}}</c>.</summary>
    private static (string Type, string? Episode) ReadEnvelope(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body);
            var root = envelope.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return (Unknown, null);
            }

            var urn = root.TryGetProperty("messageType", out var types) && types.ValueKind == JsonValueKind.Array && types.GetArrayLength() > 0
                ? AsText(types[0])
                : null;
            var episode = root.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object
                && message.TryGetProperty("episodeId", out var id) ? AsText(id) : null;
            return (urn?[(urn.LastIndexOf(':') + 1)..] ?? Unknown, episode);
        }
        catch (JsonException)
        {
            return (Unknown, null);
        }
    }

    private static string? AsText(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;
}
