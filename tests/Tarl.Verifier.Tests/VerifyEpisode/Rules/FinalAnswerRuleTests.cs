using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Verifier.VerifyEpisode;
using Tarl.Verifier.VerifyEpisode.Rules;
using static Tarl.Verifier.Tests.Sample;

namespace Tarl.Verifier.Tests.VerifyEpisode.Rules;

public sealed class FinalAnswerRuleTests
{
    private static string[] Differences(string domain, string output, params Turn[] turns)
    {
        var episode = Episode(Task() with { Domain = domain, Outputs = [output] }) with { Turns = turns };
        return [.. new FinalAnswerRule(Options.Create(new VerifierOptions())).FindDifferences(episode, [])];
    }

    [Theory]
    [InlineData("36", "7 + 5 = 12; 12 * 3 = 36. The answer is 36.")]
    [InlineData("36", "36")]
    [InlineData("36", "It is 36.0, see order #W99.")]
    [InlineData("36", "38-2 is 72-36")]
    [InlineData("-36", "12 - 48 = -36.")]
    [InlineData("1234.5", "1,234.50!")]
    public void FindDifferences_AnswerSaidLast_None(string output, string said) => Assert.Empty(Differences("math", output, Says(said)));

    [Theory]
    [InlineData("36", "7 + 5 = 12; 12 * 3 = 36. The answer is 37.", "37")]
    [InlineData("36", "34 35 36 37 38", "38")]
    [InlineData("36", "-36", "-36")]
    [InlineData("36", "136", "136")]
    [InlineData("36", "36.5", "36.5")]
    public void FindDifferences_AnotherNumberSaidLast_NamesBoth(string output, string said, string heard) =>
        Assert.Equal([$"the agent's answer should be {output}, is {heard}"], Differences("math", output, Says(said)));

    [Fact]
    public void FindDifferences_NoNumberSaid_SaysSo() =>
        Assert.Equal(
            ["the agent gave no answer, it should be 36"],
            Differences("math", "36", Says("I do not know."), new Turn { Role = TurnRole.Agent, Text = "36", Call = Call("calculate") }));

    [Fact]
    public void FindDifferences_ClosingWordAfterTheAnswer_None() => Assert.Empty(Differences("math", "36", Says("It is 36."), Says("You are welcome.")));

    [Fact]
    public void FindDifferences_AnotherDomain_None() => Assert.Empty(Differences("retail", "36", Says("37")));
}
