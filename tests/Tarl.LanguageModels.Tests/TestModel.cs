using Microsoft.Extensions.Logging.Abstractions;
using Tarl.LanguageModels.Messages;
using Tarl.Testing.Models;

namespace Tarl.LanguageModels.Tests;

/// <summary>Clients of a test's server; their pauses are short, their deadlines generous.</summary>
internal static class TestModel
{
    public static CompletionRequest Request { get; } = new() { Messages = [ModelMessage.System("Be kind."), ModelMessage.User("Hello?")], Temperature = 0.5, Seed = 7 };

    public static LanguageModel Of(ModelServer server, Action<LanguageModelOptions>? configure = null, Action<string>? budgetSpent = null) =>
        At(server.Address, configure, budgetSpent);

    public static LanguageModel At(string address, Action<LanguageModelOptions>? configure = null, Action<string>? budgetSpent = null)
    {
        var options = new LanguageModelOptions
        {
            Address = address,
            Model = "tiny",
            FirstPause = TimeSpan.FromMilliseconds(5),
            LongestPause = TimeSpan.FromMilliseconds(50),
            Deadline = TimeSpan.FromSeconds(60),
            AttemptTimeout = TimeSpan.FromSeconds(60),
            StallTimeout = TimeSpan.FromSeconds(60),
        };
        configure?.Invoke(options);
        return new LanguageModel(options, "TestModel", TimeProvider.System, NullLogger<LanguageModel>.Instance, budgetSpent);
    }

    public static Task<Completion> AskAsync(this LanguageModel model) => model.CompleteAsync(Request, CancellationToken.None);

    public static Task<LanguageModelException> FailAsync(this LanguageModel model) => Assert.ThrowsAsync<LanguageModelException>(model.AskAsync);
}
