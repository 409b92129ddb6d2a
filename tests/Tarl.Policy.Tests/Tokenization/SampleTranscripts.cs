using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Policy.Tests.Tokenization;

/// <summary>Seeded retail-like texts with ids that rarely repeat, as a training corpus.</summary>
internal static class SampleTranscripts
{
    private static readonly string[] Names = ["mei_kovacs", "yusuf_rossi", "james_li", "sofia_hernandez"];

    public static IEnumerable<string> Create(int count, ulong seed = 1)
    {
        var random = new SeededRandom(seed);
        for (var i = 0; i < count; i++)
        {
            var order = $"#W{random.Next(1_000_000, 10_000_000)}";
            yield return $"Hi, I am {random.Pick(Names)}_{random.Next(1000, 10_000)}. Please cancel my order {order}, I ordered it by mistake.";
            yield return $"<tool_call>\n{{\"name\": \"cancel_pending_order\", \"arguments\": {{\"order_id\": \"{order}\", \"reason\": \"ordered by mistake\"}}}}\n</tool_call>";
            yield return $"{{\"order_id\": \"{order}\", \"status\": \"cancelled\", \"price\": {random.Next(10, 900)}.{random.Next(10, 100)}}}";
        }
    }
}
