using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.ServiceDefaults.CpuAccounting;
using Tarl.ServiceDefaults.Randomness;
using Tarl.UserSimulator.SimulateTurn.Scripted.Domains;

namespace Tarl.UserSimulator.SimulateTurn.Scripted;

/// <summary>
/// Plays a <see cref="UserScript"/>. It keeps nothing between turns: what has happened is worked out anew from what the agent has
/// said, so that every replica gives the same reply to the same request.
/// </summary>
public sealed class ScriptedUser(ScriptedUserOptions options) : ISimulatedUser
{
    /// <summary>The user's next contribution, always the same for the same request.</summary>
    /// <exception cref="InvalidOperationException">The task's script has no goal or one without words, or its domain is unknown.</exception>
    public UserTurnSimulated Reply(SimulateUserTurn request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var script = request.Task.Script;
        if (script.Goals.Count == 0) throw new InvalidOperationException($"Task {request.Task.Id} has no script for a user.");
        var heard = request.Dialogue.Where(utterance => utterance.Role == TurnRole.Agent).Select(utterance => utterance.Text).ToList();
        if (heard.Count == 0) return new UserTurnSimulated { Text = Phrases(request, 0).Opening(), Stop = false };
        var conversation = new ScriptedConversation(script, DomainSpeeches.Of(request.Task), options);
        var reply = new UserTurnSimulated { Text = "", Stop = true };
        for (var turn = 0; turn < heard.Count; turn++) reply = conversation.Hear(heard[turn], Phrases(request, turn + 1));
        return reply;
    }

    public Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken)
    {
        using var charge = CpuLedger.For(CpuAccount.User);
        return Task.FromResult(Reply(request));
    }

    // Turn by turn from its own seed: a turn's words do not depend on how many were drawn before.
    private static UserPhrases Phrases(SimulateUserTurn request, int turn) =>
        new(request.Task.Script, DomainSpeeches.Of(request.Task), new SeededRandom(SeededRandom.Derive(request.Seed, $"user-turn-{turn}")));
}
