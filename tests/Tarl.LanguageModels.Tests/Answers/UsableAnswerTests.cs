using Tarl.LanguageModels.Answers;
using Tarl.LanguageModels.Messages;
using Tarl.Testing.Models;

namespace Tarl.LanguageModels.Tests.Answers;

public sealed class UsableAnswerTests
{
    private static Reading<int> Number(Completion completion) =>
        int.TryParse(completion.Answer, out var number) ? new Reading<int>(number, null) : new Reading<int>(0, "it is no number.");

    private static async Task<(int Number, List<string> Problems, ModelServer Server)> AskAsync(int repairs, params ModelBehavior[] behaviors)
    {
        var server = await ModelServer.StartAsync(behaviors);
        using var model = TestModel.Of(server);
        var problems = new List<string>();
        return (await model.AskAsync(TestModel.Request, Number, repairs, problems.Add, CancellationToken.None), problems, server);
    }

    [Fact]
    public async Task AskAsync_UnusableAnswer_IsAskedForAgainWithTheReason()
    {
        var (number, problems, server) = await AskAsync(2, exchange => exchange.AnswerAsync("four"), exchange => exchange.AnswerAsync("4"));

        Assert.Equal(4, number);
        Assert.Equal(["it is no number."], problems);
        var again = server.Exchanges[1].Messages;
        Assert.Equal(("assistant", "four"), again[^2]);
        Assert.StartsWith("That cannot be used: it is no number.", again[^1].Text, StringComparison.Ordinal);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task AskAsync_CutOffAndRefused_AreUnusableWhateverTheySay()
    {
        var (number, problems, server) = await AskAsync(
            2,
            exchange => exchange.AnswerAsync("4", end: "length"),
            exchange => exchange.AnswerAsync("5", refusal: "I will not count."),
            exchange => exchange.AnswerAsync("6"));

        Assert.Equal(6, number);
        Assert.Equal(["it was cut off after 1024 tokens; be shorter.", "it is a refusal (I will not count.)."], problems);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task AskAsync_NeverUsable_GivesUpAfterTheRepairs()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("many"));
        using var model = TestModel.Of(server);

        var failure = await Assert.ThrowsAsync<UnusableAnswerException>(() => model.AskAsync(TestModel.Request, Number, 2, null, CancellationToken.None));

        Assert.Contains("it is no number.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, server.Exchanges.Count);
    }
}
