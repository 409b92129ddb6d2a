using System.Text.Json.Nodes;

namespace Tarl.Contracts.Tests;

/// <summary>What services really send is what the schemas say.</summary>
public sealed class MessagesOfARunTests
{
    [NodeFact]
    public async Task Train_EveryMessageInMemory_IsValidByItsSchema()
    {
        var envelopes = await TinyInMemoryRun.MessagesAsync();

        var values = envelopes.SelectMany(envelope => ((string, JsonNode)[])[("Envelope", envelope), (NameOf(envelope), envelope["message"]!)]).ToList();
        Assert.Empty(await SchemaValidator.ProblemsAsync(values));

        // All but the one that says why a run cannot go on.
        Assert.Equal(MessageCatalogue.All.Select(message => message.Type.Name).Where(name => name != "LearnerFailed").Order(), envelopes.Select(NameOf).Distinct().Order());
    }

    private static string NameOf(JsonNode envelope) => ((string)envelope["messageType"]![0]!).Split(':')[^1];
}
