using MassTransit;
using Tarl.Contracts.Episodes;
using Tarl.ServiceDefaults.CpuAccounting;
using Tarl.UserSimulator.SimulateTurn.Scripted;

namespace Tarl.UserSimulator.SimulateTurn;

/// <summary>Answers with the scripted user's next contribution.</summary>
public sealed class SimulateUserTurnConsumer(ScriptedUser user, UserSimulatorOptions options, TimeProvider time) : IConsumer<SimulateUserTurn>
{
    public async Task Consume(ConsumeContext<SimulateUserTurn> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var turn = Reply(context.Message);
        if (options.Delay > TimeSpan.Zero)
        {
            await Task.Delay(options.Delay, time, context.CancellationToken);
        }

        UserSimulatorMetrics.Replied(turn);
        await context.RespondAsync(turn);
    }

    private UserTurnSimulated Reply(SimulateUserTurn request)
    {
        using var charge = CpuLedger.For(CpuAccount.User);
        return user.Reply(request);
    }
}
