using Microsoft.Extensions.Options;
using Tarl.Contracts.Episodes;
using Tarl.Verifier.VerifyEpisode;
using Tarl.Verifier.VerifyEpisode.Rules;
using static Tarl.Verifier.Tests.Sample;

namespace Tarl.Verifier.Tests.VerifyEpisode.Rules;

public sealed class RequiredOutputsRuleTests
{
    private static string[] Differences(string domain, string output, params Turn[] turns) =>
        Differences(["math"], domain, output, turns);

    private static string[] Differences(string[] checkedDomains, string domain, string output, params Turn[] turns)
    {
        var options = new VerifierOptions();
        foreach (var checkedDomain in checkedDomains) options.OutputDomains.Add(checkedDomain);
        var episode = Episode(Task() with { Domain = domain, Outputs = [output] }) with { Turns = turns };
        return [.. new RequiredOutputsRule(Options.Create(options)).FindDifferences(episode, [])];
    }

    [Theory]
    [InlineData("36", "The answer is 36.")]
    [InlineData("36", "7 + 5 = 12; 12 * 3 = 36")]
    [InlineData("36", "It is 36.0!")]
    [InlineData("36", "$36")]
    [InlineData("36", "(36)")]
    [InlineData("36", "12-36 is less than nothing")]
    [InlineData("-36", "12 - 48 = -36.")]
    [InlineData("1234", "It comes to 1,234.")]
    [InlineData("54.04", "You save $54.04.")]
    [InlineData("Blue Shirt", "it is a BLUE SHIRT")]
    public void FindDifferences_OutputSaid_None(string output, string said) => Assert.Empty(Differences("math", output, Says(said)));

    [Theory]
    [InlineData("36", "The answer is 136.")]
    [InlineData("36", "The answer is 361.")]
    [InlineData("36", "The answer is 36.5.")]
    [InlineData("36", "The answer is 36.5kg.")]
    [InlineData("36", "The answer is 5.36.")]
    [InlineData("36", "The answer is -36.")]
    [InlineData("36", "Order #W36 or a36b")]
    [InlineData("-36", "50-36 = 14")]
    [InlineData("36", "")]
    [InlineData("99999999999999999999999999999999999", "1")]
    [InlineData("blue shirt", "blue, or a shirt")]
    public void FindDifferences_OutputNotSaid_NamesIt(string output, string said) =>
        Assert.Equal([$"the agent never said \"{output}\""], Differences("math", output, Says(said)));

    // τ-bench: the output in lower case is part of a reply in lower case without commas; a number is no more than its digits.
    [Theory]
    [InlineData("36", "Order 1367 is on its way.")]
    [InlineData("1786", "That comes to $1,786.50.")]
    [InlineData("Polyester", "It is made of POLYESTER")]
    public void FindDifferences_BenchmarkOutputSaidAsPartOfAReply_None(string output, string said) =>
        Assert.Empty(Differences(["airline"], "airline", output, Says(said)));

    [Theory]
    [InlineData("327.0", "It is 327.")]
    [InlineData("1,786", "It is 1,786.")]
    [InlineData("54.04", "It is 54.05.")]
    public void FindDifferences_BenchmarkOutputNotSaidToTheLetter_NamesIt(string output, string said) =>
        Assert.Equal([$"the agent never said \"{output}\""], Differences(["airline"], "airline", output, Says(said)));

    [Fact]
    public void FindDifferences_OutputInTwoParts_NamesIt() =>
        Assert.Single(Differences(["airline"], "airline", "ab", Says("a"), Says("b")));

    [Fact]
    public void FindDifferences_OnlyUserToolOrCallSaysIt_NamesIt() =>
        Assert.Single(Differences(
            "math",
            "36",
            new Turn { Role = TurnRole.User, Text = "Is it 36?" },
            new Turn { Role = TurnRole.Tool, Text = "36" },
            new Turn { Role = TurnRole.Agent, Text = "36", Call = Call("calculate") },
            new Turn { Role = TurnRole.Agent, Text = "36", IsError = true }));

    [Fact]
    public void FindDifferences_DomainWhoseOutputsAreNotChecked_None() => Assert.Empty(Differences("retail", "36", Says("no idea")));

    [Fact]
    public void FindDifferences_NoDomainAskedFor_None() => Assert.Empty(Differences([], "retail", "36", Says("no idea")));
}
