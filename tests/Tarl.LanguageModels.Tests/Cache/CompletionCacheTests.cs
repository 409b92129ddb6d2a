using Tarl.LanguageModels.Messages;
using Tarl.Testing;
using Tarl.Testing.Models;

namespace Tarl.LanguageModels.Tests.Cache;

public sealed class CompletionCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Task<ModelServer> ServerAsync() => ModelServer.StartAsync(exchange => exchange.AnswerAsync($"Answer {exchange.Number}."));

    private LanguageModel Model(ModelServer server, Action<LanguageModelOptions>? configure = null) => TestModel.Of(server, options =>
    {
        options.CacheFolder = _folder.Path;
        configure?.Invoke(options);
    });

    private string OnlyFile() => Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Single();

    [Fact]
    public async Task CompleteAsync_SameRequestInAnotherProcess_IsAnsweredWithoutTheServer()
    {
        await using var server = await ServerAsync();
        Completion first;
        using (var one = Model(server)) first = await one.AskAsync();
        using var other = Model(server);

        var second = await other.AskAsync();

        Assert.True(second.FromCache);
        Assert.Equal((first.Text, first.End, first.Usage), (second.Text, second.End, second.Usage));
        Assert.Single(server.Exchanges);
    }

    [Fact]
    public async Task CompleteAsync_WhateverDecidesTheAnswer_IsPartOfTheKey()
    {
        await using var server = await ServerAsync();
        using var model = Model(server);
        var request = TestModel.Request;
        CompletionRequest[] others =
        [
            request, request with { Seed = 8 }, request with { Temperature = 0.6 }, request with { TopP = 0.9 }, request with { MaxTokens = 10 },
            request with { Messages = [.. request.Messages, ModelMessage.User("Well?")] },
            request with { Schema = new AnswerSchema("a", System.Text.Json.JsonDocument.Parse("{}").RootElement) },
        ];

        foreach (var other in others) Assert.False((await model.CompleteAsync(other, CancellationToken.None)).FromCache);
        using var otherModel = Model(server, options => options.Model = "large");
        Assert.False((await otherModel.AskAsync()).FromCache);
        foreach (var other in others) Assert.True((await model.CompleteAsync(other, CancellationToken.None)).FromCache);
        Assert.Equal(others.Length + 1, server.Exchanges.Count);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("changed")]
    [InlineData("empty")]
    [InlineData("null")]
    public async Task CompleteAsync_DamagedEntry_IsIgnoredAndReplaced(string damage)
    {
        await using var server = await ServerAsync();
        using var model = Model(server);
        await model.AskAsync();
        var text = await File.ReadAllTextAsync(OnlyFile());
        await File.WriteAllTextAsync(OnlyFile(), damage switch
        {
            "cut" => text[..^10],
            "changed" => text.Replace("Answer 1", "Answer 7", StringComparison.Ordinal),
            "null" => "null",
            _ => "",
        });

        Assert.Equal("Answer 2.", (await model.AskAsync()).Text);
        Assert.Equal("Answer 2.", (await model.AskAsync()).Text);
        Assert.Equal(2, server.Exchanges.Count);
    }

    [Fact]
    public async Task CompleteAsync_FolderThatCannotBeWritten_StillAnswers()
    {
        await File.WriteAllTextAsync(_folder.File("taken"), "");
        await using var server = await ServerAsync();
        using var model = Model(server, options => options.CacheFolder = _folder.File("taken"));

        Assert.Equal("Answer 1.", (await model.AskAsync()).Text);
        Assert.Equal("Answer 2.", (await model.AskAsync()).Text);
    }

    [Fact]
    public async Task CompleteAsync_Failure_IsNotKept()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.RefuseAsync(400, "no"), exchange => exchange.AnswerAsync("Yes."));
        using var model = Model(server);

        await model.FailAsync();
        Assert.Equal("Yes.", (await model.AskAsync()).Text);
    }

    [Fact]
    public async Task CompleteAsync_ManyAtOnce_LeaveWholeFilesAlone()
    {
        await using var server = await ServerAsync();
        using var model = Model(server);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => model.AskAsync()));

        Assert.EndsWith(".json", OnlyFile(), StringComparison.Ordinal);
        Assert.True((await model.AskAsync()).FromCache);
    }
}
