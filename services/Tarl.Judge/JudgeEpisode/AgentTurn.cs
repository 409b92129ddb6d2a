using Tarl.Contracts.Episodes;
using Tarl.Judge.JudgeEpisode.Tools;

namespace Tarl.Judge.JudgeEpisode;

/// <summary>An agent turn and what a rule may want to know about it.</summary>
public sealed class AgentTurn(Transcript transcript, int index)
{
    public Transcript Transcript => transcript;

    /// <summary>Position in the episode's turns, counting user and tool turns too.</summary>
    public int Index => index;

    public Turn Turn { get; } = transcript.Turns[index];

    public ToolCall? Call => Turn.Call;

    /// <summary>What the called tool does; null if the turn calls none.</summary>
    public ToolCategory? Category { get; } = transcript.Turns[index].Call is { } call ? transcript.CategoryOf(call) : null;

    /// <summary>What the call gave back; null if there was no call or no answer.</summary>
    public Turn? Result { get; } =
        transcript.Turns[index].Call is not null && index + 1 < transcript.Turns.Count && transcript.Turns[index + 1].Role == TurnRole.Tool
            ? transcript.Turns[index + 1]
            : null;

    /// <summary>True if the call was carried out.</summary>
    public bool Succeeded => Result is { IsError: false };

    /// <summary>True for text that was meant for the user.</summary>
    public bool IsUtterance => Turn is { Call: null, IsError: false };

    /// <summary>True if no agent turn follows.</summary>
    public bool IsLast => ReferenceEquals(transcript.AgentTurns[^1], this);

    public bool IsWrite => Category == ToolCategory.Write;

    /// <summary>The agent turns before this one, in order of time.</summary>
    public IEnumerable<AgentTurn> EarlierAgentTurns => transcript.AgentTurns.TakeWhile(turn => turn.Index < index);

    /// <summary>Major if the call was carried out: what the tool refused has done no harm.</summary>
    public Finding Blame(string reason) => Succeeded ? Finding.Major(reason) : Finding.Minor(reason);
}
