using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Policy.Chat;
using Tarl.Policy.Engines;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.Learner.CloneDemonstrator;

/// <summary>A demonstrated conversation, with what its agent was told at the start.</summary>
internal sealed record Transcript(string Domain, string Guidelines, IReadOnlyList<ToolDefinition> Tools, IReadOnlyList<Turn> Turns)
{
    /// <summary>The conversation as the policy would have read and written it; what the agent said is to be learnt.</summary>
    public TokenSequence Tokenize(ChatTemplate template)
    {
        using var charge = CpuLedger.For(CpuAccount.Training);
        var tokens = new List<int>(template.System(Domain, Guidelines, Tools));
        var sampled = new List<bool>(tokens.Select(_ => false));
        foreach (var (observed, turn) in ChatRenderer.AgentTurns(Turns))
        {
            Append(template.Observations(observed), isSampled: false);
            Append(template.AgentTurn(turn), isSampled: true);
        }

        return new TokenSequence { Tokens = [.. tokens], Sampled = [.. sampled] };

        void Append(int[] segment, bool isSampled)
        {
            tokens.AddRange(segment);
            sampled.AddRange(Enumerable.Repeat(isSampled, segment.Length));
        }
    }
}
