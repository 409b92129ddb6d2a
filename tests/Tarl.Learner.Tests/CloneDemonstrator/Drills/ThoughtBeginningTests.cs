using Tarl.Contracts.Episodes;
using Tarl.Learner.CloneDemonstrator.Drills;

namespace Tarl.Learner.Tests.CloneDemonstrator.Drills;

public sealed class ThoughtBeginningTests
{
    [Fact]
    public void Of_Turns_EndsEachLineBeforeItsFirstIdAndHasWhatTheUserSaid()
    {
        Turn[] turns =
        [
            new() { Role = TurnRole.User, Text = "Hello." },
            new() { Role = TurnRole.Agent, Text = "Which?" },
            new() { Role = TurnRole.User, Text = "The 750ml one." },
            new() { Role = TurnRole.Tool, Text = "{}" },
            new() { Role = TurnRole.Agent, Text = "", Thought = "\"options\": {\"capacity\": \"750ml\"}, \"item_id\": \"1234567890\"\n\"amount\": 12345.5, \"payment_method_id\": \"paypal_1234567\"" },
            new() { Role = TurnRole.User, Text = "Thanks." },
        ];

        var beginning = Assert.Single(ThoughtBeginning.Of(turns));
        Assert.Equal(new("Hello.\nThe 750ml one.", "\"options\": {\"capacity\": \"750ml\"}, \"item_id\": \""), beginning);
    }

    [Fact]
    public void Of_TurnsWithoutThoughts_AreNone() => Assert.Empty(ThoughtBeginning.Of([new Turn { Role = TurnRole.Agent, Text = "\"1234567\"" }]));
}
