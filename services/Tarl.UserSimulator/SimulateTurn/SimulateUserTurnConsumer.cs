using MassTransit;
using Tarl.Contracts.Episodes;
using Tarl.LanguageModels;
using Tarl.ServiceDefaults.Telemetry.Traces;

namespace Tarl.UserSimulator.SimulateTurn;

/// <summary>Answers with the user's next contribution.</summary>
public sealed class SimulateUserTurnConsumer(ISimulatedUser user, UserSimulatorOptions options, TimeProvider time) : IConsumer<SimulateUserTurn>
{
    public async Task Consume(ConsumeContext<SimulateUserTurn> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var step = EpisodeTrace.Step("simulate user turn");
        var turn = await ReplyAsync(context);
        if (options.Delay > TimeSpan.Zero)
        {
            await Task.Delay(options.Delay, time, context.CancellationToken);
        }

        UserSimulatorMetrics.Replied(turn);
        await context.RespondAsync(turn);
    }

    // A language model's client has tried as long as it is to: the bus need not begin again.
    private async Task<UserTurnSimulated> ReplyAsync(ConsumeContext<SimulateUserTurn> context)
    {
        try
        {
            return await user.ReplyAsync(context.Message, context.CancellationToken);
        }
        catch (LanguageModelException failure)
        {
            return new UserTurnSimulated { Text = "", Stop = true, Failure = failure.Message };
        }
    }
}
