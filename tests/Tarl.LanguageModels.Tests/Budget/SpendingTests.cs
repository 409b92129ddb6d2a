using System.Diagnostics.Metrics;
using Tarl.LanguageModels.Budget;
using Tarl.LanguageModels.Messages;
using Tarl.Testing;
using Tarl.Testing.Models;

namespace Tarl.LanguageModels.Tests.Budget;

/// <summary>Prices are 2 for a million input tokens, 1 for cached ones, 10 for a million output tokens.</summary>
public sealed class SpendingTests
{
    // "Be kind." and "Hello?" are 14 bytes: 4 tokens, and 8 for each message; 1024 of output.
    private const int Estimate = 4 + 16 + 1024;
    private const decimal EstimatedMoney = ((20 * 2m) + (1024 * 10m)) / 1_000_000;

    private static void Price(LanguageModelOptions options) => (options.InputPrice, options.CachedInputPrice, options.OutputPrice) = (2, 1, 10);

    [Fact]
    public async Task Spent_Answer_IsPricedAsTheServerCounts()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("Hello.", input: 1000, output: 30, cached: 400));
        using var model = TestModel.Of(server, Price);

        await model.AskAsync();
        await model.AskAsync();

        // Each (600 · 2 + 400 · 1 + 30 · 10) / 1e6 = 0.0019.
        Assert.Equal(new Spending(2000, 60, 0, 0.0038m), model.Spent);
    }

    [Fact]
    public async Task Spent_Retries_CountOnlyWhatTheServerMayBill()
    {
        await using var server = await ModelServer.StartAsync(
            exchange => exchange.RefuseAsync(429, "slow down"),
            exchange => exchange.RefuseAsync(500, "oops"),
            async exchange => { await exchange.BeginStreamAsync("Hel"); exchange.Abort(); },
            exchange => exchange.AnswerAsync("Hello.", input: 1000, output: 30));
        using var model = TestModel.Of(server, options => { Price(options); options.Stream = true; });

        await model.AskAsync();

        // The refusals cost nothing; the stream that was cut off is charged as reserved.
        Assert.Equal(new Spending(1000, 30, Estimate, 0.0023m + EstimatedMoney), model.Spent);
    }

    [Fact]
    public async Task Spent_HedgeThatLoses_IsChargedAsReserved()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.HangAsync(), exchange => exchange.AnswerAsync("Hello.", input: 1000, output: 30));
        using var model = TestModel.Of(server, options => { Price(options); options.HedgeAfter = TimeSpan.FromMilliseconds(50); });

        await model.AskAsync();

        // The loser is called off behind the caller's back.
        for (var i = 0; i < 200 && model.Spent.EstimatedTokens == 0; i++) await Task.Delay(50);
        Assert.Equal(new Spending(1000, 30, Estimate, 0.0023m + EstimatedMoney), model.Spent);
    }

    [Fact]
    public async Task Spent_NoServer_IsNothing()
    {
        using var model = TestModel.At("http://127.0.0.1:1/v1", options => { Price(options); options.Retries = 2; });

        await model.FailAsync();

        Assert.Equal(Spending.None, model.Spent);
    }

    [Fact]
    public async Task Spent_ServerThatDoesNotCount_IsEstimatedByLength()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync(new string('x', 300), input: null));
        using var model = TestModel.Of(server);

        await model.AskAsync();

        Assert.Equal(20 + 100, model.Spent.EstimatedTokens);
    }

    [Fact]
    public async Task Spent_AnswerFromTheCache_CostsNothing()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("Hello.", input: 1000, output: 30));
        using (var first = TestModel.Of(server, options => { Price(options); options.CacheFolder = folder.Path; })) await first.AskAsync();
        using var model = TestModel.Of(server, options => { Price(options); options.CacheFolder = folder.Path; });

        await model.AskAsync();

        Assert.Equal(Spending.None, model.Spent);
    }

    [Fact]
    public async Task CompleteAsync_BudgetOfTokens_StopsBeforeItIsExceeded()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("Hello.", input: 1000, output: 500));
        var reports = new List<string>();
        using var model = TestModel.Of(server, options => options.BudgetTokens = 5000, reports.Add);

        var answered = 0;
        var spent = await Assert.ThrowsAsync<BudgetSpentException>(async () =>
        {
            while (true)
            {
                await model.AskAsync();
                answered++;
            }
        });

        // 1500 each; after three 1044 more fit into 5000 less 4500 no longer.
        Assert.Equal(3, answered);
        Assert.Contains("TestModel:BudgetTokens", spent.Message, StringComparison.Ordinal);
        Assert.Contains("4,500", spent.Message, StringComparison.Ordinal);
        Assert.Equal([spent.Message], reports);
        Assert.Equal(3, server.Exchanges.Count);
    }

    [Fact]
    public async Task CompleteAsync_BudgetOfMoneyAndManyCalls_IsNeverExceeded()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync("Hello.", input: 20, output: 1024));
        using var model = TestModel.Of(server, options => { Price(options); options.BudgetMoney = 0.1; });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(async seed =>
        {
            try
            {
                await model.CompleteAsync(TestModel.Request with { Seed = seed }, CancellationToken.None);
                return true;
            }
            catch (BudgetSpentException)
            {
                return false;
            }
        }));

        // Each costs 0.01028: nine of them 0.09252, ten too much.
        Assert.Equal(9, outcomes.Count(answered => answered));
        Assert.Equal(9 * EstimatedMoney, model.Spent.Money);
    }

    [Fact]
    public async Task CompleteAsync_ReservationsOfOthers_AreWaitedForInsteadOfRefused()
    {
        // Two reservations of 1044 do not fit into 1500; two answers of 30 do.
        await using var server = await ModelServer.StartAsync(async exchange =>
        {
            await Task.Delay(50);
            await exchange.AnswerAsync("Hello.", input: 20, output: 10);
        });
        using var model = TestModel.Of(server, options => options.BudgetTokens = 1500);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(seed => model.CompleteAsync(TestModel.Request with { Seed = seed }, CancellationToken.None)));

        Assert.Equal(150, model.Spent.Tokens);
    }

    [Fact]
    public async Task Metrics_CallsRetriesTokensAndMoney_AreCounted()
    {
        var counted = new Dictionary<string, double>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == "Tarl.LanguageModels") self.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.Start();
        await using var server = await ModelServer.StartAsync(exchange => exchange.RefuseAsync(500, "oops"), exchange => exchange.AnswerAsync("Hello.", input: 1000, output: 30));
        var options = new LanguageModelOptions { Address = server.Address, Model = "tiny", FirstPause = TimeSpan.FromMilliseconds(5), LongestPause = TimeSpan.FromMilliseconds(5) };
        Price(options);
        using var model = new LanguageModel(options, "CountedModel", TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<LanguageModel>.Instance);

        await model.AskAsync();

        Assert.Equal(1, counted["tarl.language_model.calls answered"]);
        Assert.Equal(2, counted["tarl.language_model.attempts"]);
        Assert.Equal(1, counted["tarl.language_model.retries"]);
        Assert.Equal(1000, counted["tarl.language_model.tokens input"]);
        Assert.Equal(30, counted["tarl.language_model.tokens output"]);
        Assert.Equal(0.0023, counted["tarl.language_model.cost"], 12);

        void Count(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var mine = false;
            var name = instrument.Name;
            foreach (var (key, tag) in tags)
            {
                if (key == "section") mine = tag is "CountedModel";
                else name += $" {tag}";
            }

            lock (counted)
            {
                if (mine) counted[name] = counted.GetValueOrDefault(name) + value;
            }
        }
    }
}
