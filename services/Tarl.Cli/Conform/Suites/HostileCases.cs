using System.Text;
using System.Text.Json.Nodes;
using Tarl.Cli.Conform.Messages;

namespace Tarl.Cli.Conform.Suites;

/// <summary>What cannot be a message of the service's: each goes to the error queue or to <c>_skipped</c>, and the service goes on.</summary>
internal static class HostileCases
{
    private const string GivenUp = "in the queue's _error or _skipped, and the service goes on";

    /// <param name="livesOn">An ordinary message and its answer.</param>
    public static IEnumerable<ConformanceCase> Of(string queue, Type type, Func<ServiceOnBus, CancellationToken, Task> livesOn)
    {
        yield return Case("wrong-types", "a message whose fields have wrong types", service => Body(service.Envelope(queue, type, Wrong())));
        yield return Case("no-message", "an envelope without a message", service => Body(Without(service.Envelope(queue, type, new JsonObject()), "message")));
        yield return Case("other-message", "a message of another type", service => Body(service.Envelope(queue, typeof(HostileCases), new JsonObject { ["text"] = "hello" })));
        yield return Case("empty-body", "no bytes at all", _ => []);
        yield return Case("malformed-json", "JSON that breaks off", service => Body(service.Envelope(queue, type, new JsonObject()))[..^40]);
        yield return Case("not-utf-8", "bytes that are no text", _ => [0xff, 0xfe, 0x00, 0x80, 0x7b]);

        ConformanceCase Case(string name, string sent, Func<ServiceOnBus, byte[]> body) => new()
        {
            Name = name,
            Expects = $"{sent} → {GivenUp}",
            Play = async (service, cancellationToken) =>
            {
                var id = await service.SendBytesAsync(queue, body(service), cancellationToken);
                await service.TakeDeadLetterAsync(queue, id, cancellationToken);
                await service.EnsureConsumedAsync(queue, cancellationToken);
                await livesOn(service, cancellationToken);
            },
        };
    }

    private static JsonObject Wrong() => new() { ["episodeId"] = "none", ["turns"] = 5, ["dialogue"] = true, ["demonstrations"] = "many", ["task"] = new JsonArray() };

    private static JsonObject Without(JsonObject envelope, string field)
    {
        envelope.Remove(field);
        return envelope;
    }

    private static byte[] Body(JsonObject envelope) => Encoding.UTF8.GetBytes(envelope.ToJsonString());
}
