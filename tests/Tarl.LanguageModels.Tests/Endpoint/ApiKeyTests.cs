using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Tarl.Testing;
using Tarl.Testing.Models;

namespace Tarl.LanguageModels.Tests.Endpoint;

public sealed class ApiKeyTests : IDisposable
{
    private const string Key = "sk-test-4f9a8b7c6d5e";

    private readonly TemporaryFolder _folder = new();

    public ApiKeyTests() => File.WriteAllText(_folder.File("key"), Key + "\n");

    public void Dispose() => _folder.Dispose();

    private static List<string> Problems(LanguageModelOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.Select(result => result.ErrorMessage!)];
    }

    [Fact]
    public async Task CompleteAsync_KeyFromAFileOrTheEnvironment_IsSent()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("Hello."));
        Environment.SetEnvironmentVariable("TARL_TEST_API_KEY", Key);
        using var fromFile = TestModel.Of(server, options => options.ApiKeyFile = _folder.File("key"));
        using var fromVariable = TestModel.Of(server, options => options.ApiKeyVariable = "TARL_TEST_API_KEY");

        await fromFile.AskAsync();
        await fromVariable.AskAsync();

        Assert.All(server.Exchanges, exchange => Assert.Equal($"Bearer {Key}", exchange.Authorization));
    }

    [Fact]
    public async Task CompleteAsync_KeyOfAnotherVendorInTheEnvironment_IsNotSent()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("Hello."));
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", Key);
        using var model = TestModel.Of(server);

        await model.AskAsync();

        Assert.DoesNotContain(Key, server.Exchanges.Single().Authorization ?? "", StringComparison.Ordinal);
    }

    /// <summary>A server repeats the key wherever it can, as some do when they refuse it.</summary>
    [Fact]
    public async Task CompleteAsync_WhateverGoesWrong_KeyIsInNoLogExceptionTraceOrFile()
    {
        var said = new ConcurrentQueue<string>();
        using var activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => said.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(happened => happened.Tags))} {activity.StatusDescription}"),
        };
        ActivitySource.AddActivityListener(activities);
        using var logs = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Recorder(said)));
        await using var server = await ModelServer.StartAsync(
            exchange => exchange.RefuseAsync(500, $"oops {Key}"),
            exchange => exchange.WriteAsync(200, Key),
            exchange => exchange.WriteAsync(200, $$"""{"choices": "{{Key}}"}"""),
            exchange => exchange.AnswerAsync("Hello."),
            exchange => exchange.RefuseAsync(401, $"Incorrect API key provided: {Key}."));
        var options = new LanguageModelOptions
        {
            Address = server.Address, Model = "tiny", ApiKeyFile = _folder.File("key"), CacheFolder = _folder.File("cache"),
            FirstPause = TimeSpan.FromMilliseconds(5), LongestPause = TimeSpan.FromMilliseconds(5), BreakAttempts = 2, BreakDuration = TimeSpan.FromSeconds(0.5),
        };
        using var model = new LanguageModel(options, "TestModel", TimeProvider.System, logs.CreateLogger<LanguageModel>());

        await model.AskAsync();
        var refused = await Assert.ThrowsAsync<LanguageModelException>(() => model.CompleteAsync(TestModel.Request with { Seed = 8 }, CancellationToken.None));

        Assert.Contains("Incorrect API key provided: [key]", refused.Message, StringComparison.Ordinal);
        said.Enqueue(refused.ToString());
        foreach (var file in Directory.EnumerateFiles(_folder.File("cache"), "*", SearchOption.AllDirectories)) said.Enqueue(await File.ReadAllTextAsync(file));
        Assert.Contains(said, text => text.Contains("oops", StringComparison.Ordinal));
        Assert.Contains(said, text => text.Contains("Hello.", StringComparison.Ordinal));
        Assert.DoesNotContain(said, text => text.Contains(Key, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_KeyInTheWrongPlace_IsRefusedWithoutRepeatingIt()
    {
        LanguageModelOptions[] wrong =
        [
            new() { ApiKeyVariable = Key },
            new() { ApiKeyFile = Key },
            new() { Address = $"https://user:{Key}@host/v1", Model = "tiny" },
            new() { Address = $"https://host/v1?key={Key}", Model = "tiny" },
            new() { ApiKeyVariable = "TARL_NO_SUCH_VARIABLE" },
            new() { ApiKeyFile = _folder.File("key"), ApiKeyVariable = "TARL_TEST_API_KEY" },
        ];

        Assert.All(wrong, options => Assert.DoesNotContain(Key, Assert.Single(Problems(options)), StringComparison.Ordinal));
        Assert.Empty(Problems(new LanguageModelOptions { Address = "http://localhost:8000/v1", Model = "tiny", ApiKeyFile = _folder.File("key") }));
    }

    private sealed class Recorder(ConcurrentQueue<string> said) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            said.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
