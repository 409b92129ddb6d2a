using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tarl.Testing;
using Tarl.Testing.Models;

namespace Tarl.LanguageModels.Tests.Resilience;

public sealed class CallPipelineTests
{
    private static readonly ModelBehavior Answer = exchange => exchange.AnswerAsync("Hello.");
    private static readonly ModelBehavior Hang = exchange => exchange.HangAsync();

    /// <summary>Each is met once; the next answer counts.</summary>
    public static TheoryData<string> PassingFaults => [.. Faults.Keys];

    private static Dictionary<string, ModelBehavior> Faults { get; } = new()
    {
        ["429"] = exchange => exchange.RefuseAsync(429, "slow down"),
        ["429 with seconds"] = exchange => exchange.RefuseAsync(429, "slow down", "0"),
        ["429 with nonsense"] = exchange => exchange.RefuseAsync(429, "slow down", "soon"),
        ["408"] = exchange => exchange.RefuseAsync(408, "too slow"),
        ["500"] = exchange => exchange.RefuseAsync(500, "oops"),
        ["503 without a body"] = exchange => exchange.WriteAsync(503, ""),
        ["no JSON"] = exchange => exchange.WriteAsync(200, "<html>Hello.</html>"),
        ["half a JSON"] = exchange => exchange.WriteAsync(200, """{"id": "1", "choices": [{"index": 0, "mess"""),
        ["another JSON"] = exchange => exchange.WriteAsync(200, """{"answer": "Hello."}"""),
        ["no choice"] = exchange => exchange.WriteAsync(200, """{"id": "1", "object": "chat.completion", "created": 1, "model": "tiny", "choices": []}"""),
        ["empty"] = exchange => exchange.WriteAsync(200, ""),
        ["aborted"] = exchange => { exchange.Abort(); return Task.CompletedTask; },
        ["stream cut off"] = async exchange => { await exchange.BeginStreamAsync("Hel"); exchange.Abort(); },
        ["stream ended early"] = exchange => exchange.BeginStreamAsync("Hel"),
        ["stream of nonsense"] = exchange => exchange.WriteAsync(200, "data: {\"choices\": [{\n\ndata: ...\n\n"),
    };

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task CompleteAsync_FaultThatPasses_IsTriedAgain(string fault)
    {
        await using var server = await ModelServer.StartAsync(Faults[fault], Answer);
        using var model = TestModel.Of(server, options => options.Stream = fault.StartsWith("stream", StringComparison.Ordinal));

        Assert.Equal("Hello.", (await model.AskAsync()).Text);
        Assert.Equal(2, server.Exchanges.Count);
    }

    [Theory]
    [InlineData(400, "bad request", "refused")]
    [InlineData(401, "who are you", "refused")]
    [InlineData(404, "no such model", "refused")]
    [InlineData(429, "pay first", "insufficient_quota")]
    public async Task CompleteAsync_RefusalForGood_IsNotTriedAgain(int status, string message, string code)
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.RefuseAsync(status, message, code: code));
        using var model = TestModel.Of(server);

        var failure = await model.FailAsync();

        Assert.Contains($"{status}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Single(server.Exchanges);
    }

    [Fact]
    public async Task CompleteAsync_FaultThatStays_EndsWithTheRetries()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.RefuseAsync(500, "oops"));
        using var model = TestModel.Of(server, options => options.Retries = 3);

        Assert.Contains("The server answers 500", (await model.FailAsync()).Message, StringComparison.Ordinal);
        Assert.Equal(4, server.Exchanges.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CompleteAsync_RetryAfter_IsWaitedFor(bool asDate)
    {
        var wait = TimeSpan.FromSeconds(2);
        ModelBehavior busy = exchange => exchange.RefuseAsync(
            429, "slow down", asDate ? (DateTimeOffset.UtcNow + wait).ToString("R", CultureInfo.InvariantCulture) : "2");
        await using var server = await ModelServer.StartAsync(busy, Answer);
        using var model = TestModel.Of(server);
        var clock = Stopwatch.StartNew();

        await model.AskAsync();

        // A date has whole seconds: up to one less.
        Assert.True(clock.Elapsed > TimeSpan.FromSeconds(asDate ? 0.9 : 1.9), $"The next attempt came after {clock.Elapsed}.");
    }

    [Fact]
    public async Task CompleteAsync_RetryAfterBeyondTheDeadline_FailsAtOnceAndSaysSo()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.RefuseAsync(429, "slow down", "3600"));
        using var model = TestModel.Of(server, options => options.Deadline = TimeSpan.FromMinutes(10));

        Assert.Contains("3600 s", (await model.FailAsync()).Message, StringComparison.Ordinal);
        Assert.Single(server.Exchanges);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CompleteAsync_ServerThatHangs_EndsAtTheDeadline(bool stream)
    {
        ModelBehavior behavior = stream ? async exchange => { await exchange.BeginStreamAsync("Hel"); await exchange.HangAsync(); } : Hang;
        await using var server = await ModelServer.StartAsync(behavior);
        using var model = TestModel.Of(server, options => (options.Deadline, options.Stream) = (TimeSpan.FromSeconds(1), stream));

        var failure = await model.FailAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("TestModel:Deadline", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompleteAsync_NobodyAccepts_EndsAtTheDeadline()
    {
        // Listens, and never accepts: the connection stands, no answer comes.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        using var model = TestModel.At($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}/v1", options => options.Deadline = TimeSpan.FromSeconds(1));

        await model.FailAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task CompleteAsync_SlowAttempt_IsGivenUpForAnother()
    {
        await using var server = await ModelServer.StartAsync(Hang, Answer);
        using var model = TestModel.Of(server, options => options.AttemptTimeout = TimeSpan.FromMilliseconds(300));

        Assert.Equal("Hello.", (await model.AskAsync()).Text);
    }

    [Fact]
    public async Task CompleteAsync_StreamThatStalls_IsGivenUpForAnother()
    {
        await using var server = await ModelServer.StartAsync(async exchange => { await exchange.BeginStreamAsync("Hel"); await exchange.HangAsync(); }, Answer);
        using var model = TestModel.Of(server, options => (options.Stream, options.StallTimeout) = (true, TimeSpan.FromMilliseconds(300)));

        Assert.Equal("Hello.", (await model.AskAsync()).Text);
    }

    [Fact]
    public async Task CompleteAsync_NoServer_SaysWhere()
    {
        using var model = TestModel.At("http://127.0.0.1:1/v1", options => options.Retries = 1);

        Assert.Contains("http://127.0.0.1:1/v1", (await model.FailAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CompleteAsync_HugeAnswer_IsNotReadToItsEnd(bool stream)
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.AnswerAsync(new string('x', 100_000)));
        using var model = TestModel.Of(server, options => (options.MaxResponseBytes, options.Stream) = (50_000, stream));

        Assert.Contains("MaxResponseBytes", (await model.FailAsync()).Message, StringComparison.Ordinal);
        Assert.Single(server.Exchanges);
    }

    [Fact]
    public async Task CompleteAsync_TrustedCertificate_IsTaken()
    {
        using var folder = new TemporaryFolder();
        TestCertificate.Write(folder.Path);
        await using var server = await ModelServer.StartAsync(folder.Path, Answer);
        using var model = TestModel.Of(server, options => options.CaFile = folder.File("ca.pem"));

        Assert.StartsWith("https://", server.Address, StringComparison.Ordinal);
        Assert.Equal("Hello.", (await model.AskAsync()).Text);
    }

    [Fact]
    public async Task CompleteAsync_CertificateOfAnyone_IsRefusedAndNotTriedAgain()
    {
        using var folder = new TemporaryFolder();
        TestCertificate.Write(folder.Path);
        await using var server = await ModelServer.StartAsync(folder.Path, Answer);
        using var model = TestModel.Of(server, options => (options.Retries, options.FirstPause, options.LongestPause) = (50, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)));

        var failure = await model.FailAsync().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("certificate", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(server.Exchanges);
    }

    [Fact]
    public async Task CompleteAsync_OutageOfTheEndpoint_LeavesItAlone()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.RefuseAsync(500, "oops"));
        using var model = TestModel.Of(server, options => (options.Retries, options.BreakAttempts, options.BreakDuration) = (0, 5, TimeSpan.FromMinutes(10)));
        for (var i = 0; i < 5; i++) await model.FailAsync();

        Assert.Contains("left alone", (await model.FailAsync()).Message, StringComparison.Ordinal);
        Assert.Equal(5, server.Exchanges.Count);
    }

    [Fact]
    public async Task CompleteAsync_AfterAnOutage_ServerIsAskedAgain()
    {
        await using var server = await ModelServer.StartAsync([.. Enumerable.Repeat(Faults["500"], 5), Answer]);
        using var model = TestModel.Of(server, options => (options.BreakAttempts, options.BreakDuration) = (3, TimeSpan.FromSeconds(0.5)));

        Assert.Equal("Hello.", (await model.AskAsync()).Text);
    }

    [Fact]
    public async Task CompleteAsync_Hedge_AnswersForASlowAttempt()
    {
        await using var server = await ModelServer.StartAsync(Hang, Answer);
        using var model = TestModel.Of(server, options => options.HedgeAfter = TimeSpan.FromMilliseconds(100));

        Assert.Equal("Hello.", (await model.AskAsync()).Text);
        Assert.Equal(2, server.Exchanges.Count);
    }

    [Fact]
    public async Task CompleteAsync_FailureWithHedging_PausesBeforeTheNextAttempt()
    {
        await using var server = await ModelServer.StartAsync(exchange => exchange.RefuseAsync(429, "slow down", "1"), Answer);
        using var model = TestModel.Of(server, options => options.HedgeAfter = TimeSpan.FromMinutes(1));
        var clock = Stopwatch.StartNew();

        Assert.Equal("Hello.", (await model.AskAsync()).Text);
        Assert.Equal(2, server.Exchanges.Count);
        Assert.True(clock.Elapsed > TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task CompleteAsync_FailedHedge_LeavesTheFirstAttemptItsTime()
    {
        var first = new TaskCompletionSource();
        await using var server = await ModelServer.StartAsync(
            async exchange => { await first.Task; await exchange.AnswerAsync("First."); },
            async exchange => { await exchange.RefuseAsync(500, "oops"); first.SetResult(); });
        using var model = TestModel.Of(server, options => options.HedgeAfter = TimeSpan.FromMilliseconds(50));

        Assert.Equal("First.", (await model.AskAsync()).Text);
        Assert.Equal(2, server.Exchanges.Count);
    }

    [Fact]
    public async Task CompleteAsync_ManyCalls_NoMoreAtOnceThanAllowed()
    {
        const int Allowed = 3;
        var (now, most) = (0, 0);
        await using var server = await ModelServer.StartAsync(async exchange =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await Task.Delay(20);
            Interlocked.Decrement(ref now);
            await exchange.AnswerAsync("Hello.");
        });
        using var model = TestModel.Of(server, options => options.ConcurrentCalls = Allowed);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(seed => model.CompleteAsync(TestModel.Request with { Seed = seed }, CancellationToken.None)));

        Assert.Equal(30, answers.Length);
        Assert.InRange(most, 1, Allowed);
    }

    [Fact]
    public async Task CompleteAsync_ManyCallsAndEveryThirdAttemptFails_NothingIsLost()
    {
        var faults = Faults.Where(fault => !fault.Key.StartsWith("stream", StringComparison.Ordinal)).Select(fault => fault.Value).ToArray();
        await using var server = await ModelServer.StartAsync(exchange => exchange.Number % 3 == 0
            ? faults[exchange.Number / 3 % faults.Length](exchange)
            : exchange.AnswerAsync($"To {exchange.Body.GetProperty("seed").GetInt64()}."));
        using var model = TestModel.Of(server, options => (options.Retries, options.BreakShare) = (20, 1.0));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(seed => model.CompleteAsync(TestModel.Request with { Seed = seed }, CancellationToken.None)));

        Assert.Equal(Enumerable.Range(0, 200).Select(seed => $"To {seed}."), answers.Select(answer => answer.Text));
    }

    [Fact]
    public async Task CompleteAsync_CallerCancels_IsCancelledAndNotAFailure()
    {
        await using var server = await ModelServer.StartAsync(Hang);
        using var model = TestModel.Of(server);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.CompleteAsync(TestModel.Request, cancel.Token));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target)
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
