using MassTransit;
using Tarl.Contracts.Episodes;

namespace Tarl.UserSimulator.SimulateTurn;

/// <summary>Answers with the next contribution of the user that the options choose.</summary>
public sealed class SimulateUserTurnConsumer(ISimulatedUser user, UserSimulatorOptions options, TimeProvider time) : IConsumer<SimulateUserTurn>
{
    public async Task Consume(ConsumeContext<SimulateUserTurn> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var turn = await user.ReplyAsync(context.Message, context.CancellationToken);
        if (options.Delay > TimeSpan.Zero)
        {
            await Task.Delay(options.Delay, time, context.CancellationToken);
        }

        UserSimulatorMetrics.Replied(turn);
        await context.RespondAsync(turn);
    }
}
