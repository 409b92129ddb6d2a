using Tarl.Contracts.Episodes;
using Tarl.Learner.CloneDemonstrator.Drills;

namespace Tarl.Learner.Tests.CloneDemonstrator.Drills;

public sealed class QuotationTests
{
    private const string Document =
        """{"name": "Cup", "variants": {"11111": {"options": {"color": "red"}, "item_id": "11111", "price": 2.5}, "22222": {"options": {"color": "blue"}, "item_id": "22222", "price": 3}}}""";

    private const string Red = """ "options": {"color": "red"}, "item_id": "11111" """;
    private const string Blue = """ "options": {"color": "blue"}, "item_id": "22222" """;

    [Fact]
    public void Of_AQuotedDocument_HasAllThatCouldHaveBeenQuoted()
    {
        var quotation = Assert.Single(Quotation.Of([Tool("""{"order_id": "#W1"}"""), Tool(Document), Agent(Blue.Trim())]));

        Assert.Equal(Document, quotation.Document);
        Assert.Equal([Red.Trim(), Blue.Trim()], quotation.Stretches);
    }

    [Fact]
    public void Of_TwoLinesOfTwoDocuments_AreAQuotationEach()
    {
        var methods = """{"a_1": {"source": "paypal", "id": "a_1"}, "b_2": {"source": "gift_card", "id": "b_2"}}""";

        var quotations = Quotation.Of([Tool(methods), Tool(Document), Agent($"{Red.Trim()}\n\"source\": \"paypal\", \"id\": \"a_1\"")]).ToArray();

        Assert.Equal([Document, methods], quotations.Select(quotation => quotation.Document));
        Assert.Equal(["\"source\": \"paypal\", \"id\": \"a_1\"", "\"source\": \"gift_card\", \"id\": \"b_2\""], quotations[1].Stretches);
    }

    [Theory]
    [InlineData("\"options\": {\"color\": \"green\"}, \"item_id\": \"33333\"")]
    [InlineData("\"name\": \"Cup\", \"variants\": {\"11111\": {\"options\": {\"color\": \"red\"}, \"item_id\": \"11111\"")]
    [InlineData("\"options\": {\"color\": \"red\"")]
    [InlineData("The red one.")]
    public void Of_AThoughtThatQuotesNoIdOrTheOnlyStretch_HasNone(string thought) => Assert.Empty(Quotation.Of([Tool(Document), Agent(thought)]));

    [Fact]
    public void Of_ADocumentReadLater_IsNotQuoted() => Assert.Empty(Quotation.Of([Agent(Red.Trim()), Tool(Document)]));

    private static Turn Tool(string text) => new() { Role = TurnRole.Tool, Text = text };

    private static Turn Agent(string thought) => new() { Role = TurnRole.Agent, Text = "", Thought = thought };
}
