using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Tarl.Cli.Conform.Messages;
using Tarl.Messaging.Connect;

namespace Tarl.Contracts.Tests;

/// <summary>Writes docs/contracts.md.</summary>
internal static class ContractsPage
{
    public const string Regenerate = "TARL_WRITE_CONTRACTS=1 dotnet test tests/Tarl.Contracts.Tests -c Release --filter Generated";

    private const string Broker = "rabbitmq://broker:5672/tarl";
    private static readonly BusRetryOptions Retry = new();

    private const string SentTime = "2026-01-31T12:00:00.0000000Z";

    public static string Write()
    {
        var page = new StringBuilder();
        page.Append(Introduction());
        var consumers = ServiceTopology.Consumers();
        foreach (var message in MessageCatalogue.All)
        {
            page.Append(Section(message, consumers));
        }

        return page.ToString();
    }

    /// <summary>A message as it stands on the wire; the same every time.</summary>
    public static JsonObject Example(DocumentedMessage message)
    {
        var body = JsonNode.Parse(Envelope.Body(message.Example).ToJsonString())!;
        var envelope = Envelope.Of(message.Type, body, new Guid("0c2b0000-5d4e-0015-8a3f-08de2a3f1b7c"), $"{Broker}/source", $"{Broker}/{MessageName.Exchange(message.Type)}", SentTime);
        if (message.Kind is "request" or "reply") envelope["requestId"] = "0c2b0000-5d4e-0015-9b1c-08de2a3f1b7d";
        if (message.Kind == "request") envelope["responseAddress"] = $"{Broker}/Tarl.RolloutWorker-answers-a1b2c3?temporary=true";
        envelope["host"] = new JsonObject { ["machineName"] = "host", ["processName"] = $"Tarl.{message.From[0]}", ["processId"] = 1 };
        return envelope;
    }

    private static string Introduction() =>
        $"""
        # Messages

        <!-- Generated from contracts/Tarl.Contracts and the services' registrations. To change it, change these (or tests/Tarl.Contracts.Tests), then:
        {Regenerate} -->

        Every message on the bus: as JSON, who sends it, who reads it from which queue, and what holds when it comes twice or cannot be handled.
        With this page a service can be written in any language; how, with samples: [replace-a-service.md](replace-a-service.md). Whether it does what it must: `tarl conform`. Running a broker: [bus.md](bus.md).

        | message | kind | from | to |
        |---|---|---|---|
        {string.Join('\n', MessageCatalogue.All.Select(Row))}

        ## On the wire

        RabbitMQ 3.10 or newer, AMQP 0-9-1. A message is UTF-8 JSON with the content type `{Envelope.ContentType}`, persistent, in an envelope ([schema](../contracts/schemas/Envelope.json)). A reader needs two fields of it:

        | field | |
        |---|---|
        | `messageType` | a list; has `urn:message:NAMESPACE:NAME` of the message, such as `{MessageName.Urn(typeof(Episodes.EpisodeCompleted))}` |
        | `message` | the message, by the schema of its own |
        | `requestId`, `responseAddress` | of a request: the reply is an envelope with the same `requestId`, published to the exchange that is the last part of the address's path (`Tarl.RolloutWorker-answers-…`). It is there as long as somebody waits |
        | `expirationTime` | nobody waits any longer; the message's AMQP `expiration` says the same |
        | `messageId`, `conversationId`, `sentTime`, `sourceAddress`, `destinationAddress`, `headers`, `host` | for people and tracing; all may be missing |

        Unknown fields are passed over, in envelope and message. A field that may be null may be missing. Names are in camel case, ids are GUIDs in lower case with hyphens, durations do not occur.
        `seed` is a whole number up to 2⁶⁴ − 1: a language whose numbers are doubles must not do arithmetic with it.

        ## Exchanges and queues

        A message is published to the fanout exchange of its type, `NAMESPACE:NAME`, durable. A service has a queue with a fanout exchange of the same name in front of it, which is bound to the exchanges of the messages that it consumes:

        ```
        {MessageName.Exchange(typeof(Episodes.EpisodeCompleted))} (fanout) → judge-episode (fanout) → judge-episode (queue)
        ```

        Both are durable; the queue has the arguments `x-queue-type: quorum` and `x-delivery-limit: 1000000`. Whoever replaces a service consumes from the same queue, declared alike: RabbitMQ refuses another declaration. So what waits there is not lost, and several replicas share it.
        Queues that end in `-host` exist once for every process.

        ## Delivery

        - **At least once.** A message is acknowledged when it is done and what follows from it is confirmed by the broker. So messages come twice now and then; each section says what that changes: nothing.
        - **Publish with confirms**, and before the acknowledgement of what it follows from. Messages that must reach somebody (`RequestRollout`, `EpisodeCompleted`) are published mandatory, and again until a queue has them.
        - **Retry** a message that fails for a passing reason: these services do so {Retry.Limit} times, with pauses from {Retry.FirstPause.TotalMilliseconds:F0} ms to {Retry.LongestPause.TotalSeconds:F0} s (`Bus:Retry`).
        - **Dead letters.** One that still fails, or cannot be read, goes as it is to the queue `QUEUE_error`, one of another type to `QUEUE_skipped`, both declared like the queue itself; then it is acknowledged. The AMQP headers `MT-Fault-ExceptionType`, `MT-Fault-Message` and `MT-Fault-Timestamp` (text) say why; the message id stays. `tarl bus errors` lists them, `tarl bus retry` sends them again.
        - **Faults.** These services also publish `Fault<MESSAGE>` to `MassTransit:Fault--NAMESPACE:NAME--`. A replacement need not: it publishes its event with `failure` set. A request that cannot be answered is answered with `failure` set or with a fault: `messageType` `{MessageName.FaultUrn(typeof(Episodes.SimulateUserTurn))}`, `message` with `exceptions` (a list of objects with `exceptionType` and `message`) and `message`, the request.


        """;

    private static string Row(DocumentedMessage message) =>
        $"| [`{message.Type.Name}`](#{message.Type.Name.ToLowerInvariant()}) | {message.Kind} | {string.Join(", ", message.From)} | {string.Join(", ", ReadersOf(message, ServiceTopology.Consumers()).Select(reader => reader.Service).Distinct())} |";

    private static IReadOnlyList<(string Service, string Queue)> ReadersOf(DocumentedMessage message, IEnumerable<(Type Message, string Service, string Queue)> consumers) =>
        message.Kind == "reply"
            ? [("RolloutWorker", "the one that the request names")]
            : [.. consumers.Where(consumer => consumer.Message == message.Type).Select(consumer => (consumer.Service, $"`{consumer.Queue}`"))];

    private static string Section(DocumentedMessage message, IReadOnlyList<(Type Message, string Service, string Queue)> consumers) =>
        $"""
        ## {message.Type.Name}

        {XmlDocumentation.Of(message.Type)}

        | | |
        |---|---|
        | exchange | {(message.Kind == "reply" ? "the request's `responseAddress`" : $"`{MessageName.Exchange(message.Type)}`")} |
        | type | `{MessageName.Urn(message.Type)}` |
        | from | {string.Join(", ", message.From)} |
        {string.Join('\n', ReadersOf(message, consumers).Select(reader => $"| to | {reader.Service}, queue {reader.Queue} |"))}
        | known by | {message.Key} |
        | second time | {message.Twice} |
        | order | {message.Order} |
        | given up | {message.GivenUp} |

        | field | type | |
        |---|---|---|
        {string.Join('\n', Fields(message.Type))}

        [JSON Schema](../contracts/schemas/{message.Type.Name}.json). An example:

        ```json
        {Example(message).ToJsonString(MessageSchemas.Indented)}
        ```


        """;

    private static IEnumerable<string> Fields(Type type)
    {
        var schema = MessageSchemas.Of(type);
        var required = (schema["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet();
        foreach (var (name, rules) in schema["properties"]!.AsObject())
        {
            var property = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Single(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name) == name);
            yield return $"| `{name}`{(required.Contains(name) ? "" : " (may be missing)")} | {TypeName(property.PropertyType)} | {XmlDocumentation.Of(property) ?? XmlDocumentation.Of(property.PropertyType)} |";
        }
    }

    private static string TypeName(Type type) => Nullable.GetUnderlyingType(type) is { } value ? TypeName(value) : type switch
    {
        _ when type == typeof(Guid) => "id",
        _ when type == typeof(string) => "text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) || type == typeof(ulong) => "whole number",
        _ when type == typeof(double) => "number",
        { IsEnum: true } => string.Join(", ", Enum.GetNames(type).Select(name => $"`{name}`")),
        { IsGenericType: true } when type.GetGenericArguments() is [var item] => $"list of {TypeName(item)}",
        { IsGenericType: true } => $"object: name → {TypeName(type.GetGenericArguments()[1])}",
        _ => type.Name,
    };
}
