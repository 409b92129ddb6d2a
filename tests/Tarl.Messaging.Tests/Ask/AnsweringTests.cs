using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tarl.Messaging.Ask;
using Tarl.Messaging.Connect;

namespace Tarl.Messaging.Tests.Ask;

public sealed class AnsweringTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task AskAsync_WithinOneProcess_HandsQuestionAndAnswerOverAsTheyAre()
    {
        using var host = Host(new Oracle());
        var question = new Question([3, 4]);

        var answer = await AskAsync(host, question);

        Assert.Same(question.Numbers, answer.Numbers);
    }

    [Fact]
    public async Task AskAsync_AnswerFailsAtFirst_IsTriedAgain()
    {
        var oracle = new Oracle { Failures = 2 };
        using var host = Host(oracle);

        await AskAsync(host, new Question([]));

        Assert.Equal(3, oracle.Asked);
    }

    /// <summary>What went wrong in answering is no loss of the question, which would be asked for ever.</summary>
    [Fact]
    public async Task AskAsync_AnswerAlwaysFails_FailsWithItsReasonAfterTheRetries()
    {
        var oracle = new Oracle { Failures = int.MaxValue };
        using var host = Host(oracle);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(host, new Question([])).WaitAsync(Patience));

        Assert.Contains("The oracle is silent.", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, oracle.Asked);
    }

    [Fact]
    public async Task AskAsync_MoreAtOnceThanTheDefinitionAllows_WaitForTheirTurn()
    {
        var thought = new TaskCompletionSource();
        var oracle = new Oracle { Thinking = thought.Task };
        using var host = Host(oracle);

        var asked = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AskAsync(host, new Question([]))));
        Assert.True(SpinWait.SpinUntil(() => oracle.Asked >= OracleDefinition.AtOnce, Patience), "Fewer are asked at once than may be.");
        thought.SetResult();
        await asked.WaitAsync(Patience);

        Assert.Equal(OracleDefinition.AtOnce, oracle.MostAtOnce);
    }

    [Fact]
    public async Task AskAsync_Cancelled_Ends()
    {
        using var host = Host(new Oracle { Thinking = new TaskCompletionSource().Task });
        using var stop = new CancellationTokenSource();
        var asked = AskAsync(host, new Question([]), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked.WaitAsync(Patience));
    }

    private static Task<Answer> AskAsync(IHost host, Question question, CancellationToken cancellationToken = default) =>
        new QuestionClient<Question>(host.Services.GetQuestionClients()).AskAsync<Answer>(question, Patience, cancellationToken);

    private static IHost Host(Oracle oracle)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(oracle);
        builder.AddBus(bus => bus.AddAnswering<OracleConsumer, OracleDefinition>());
        builder.Services.Configure<BusOptions>(bus => bus.Retry = new() { Limit = 3, FirstPause = TimeSpan.FromMilliseconds(1) });
        return builder.Build();
    }

    public sealed record Question(IReadOnlyList<int> Numbers);

    public sealed record Answer(IReadOnlyList<int> Numbers);

    public sealed class Oracle
    {
        private readonly Lock _lock = new();
        private int _atOnce;

        public int Failures { get; init; }

        public Task Thinking { get; init; } = Task.CompletedTask;

        public int Asked { get; private set; }

        public int MostAtOnce { get; private set; }

        public async Task<Answer> AnswerAsync(Question question, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                Asked++;
                MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
            }

            await Thinking.WaitAsync(cancellationToken);
            lock (_lock) _atOnce--;

            // One that a broker's client throws as well.
            return Asked > Failures ? new Answer(question.Numbers) : throw new IOException("The oracle is silent.");
        }
    }

    public sealed class OracleConsumer(Oracle oracle) : IConsumer<Question>
    {
        public async Task Consume(ConsumeContext<Question> context) => await context.RespondAsync(await oracle.AnswerAsync(context.Message, context.CancellationToken));
    }

    public sealed class OracleDefinition : ConsumerDefinition<OracleConsumer>
    {
        public const int AtOnce = 3;

        public OracleDefinition() => ConcurrentMessageLimit = AtOnce;
    }
}
