using Tarl.Contracts.Episodes;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.RolloutWorker.Agents.Demonstrator.Domains;

/// <summary>
/// What a demonstrator knows of one domain: all that differs between domains. Its words are short, and before a write they have every
/// argument in the order in which the call will name it, so that a policy can copy the call from its own question and a judge can check
/// what the user has confirmed.
/// </summary>
internal interface IDomainSkills
{
    /// <summary>What it must have heard from the user before it may read.</summary>
    /// <param name="read">The call to be made.</param>
    /// <param name="write">The write that it is made for, if any.</param>
    /// <param name="memory">What it has heard and seen.</param>
    /// <returns>The question to ask first; null if nothing is missing.</returns>
    string? MissingForRead(ToolCall read, ToolCall? write, Memory memory);

    /// <summary>The same for a write.</summary>
    string? MissingForWrite(ToolCall write, Memory memory);

    /// <summary>That a read found nothing, and what the user is to say instead.</summary>
    string NotFound(ToolCall read);

    /// <summary>
    /// What it thinks before it makes a call or proposes it: the places of what it has read that the arguments come from, word for word. A policy that
    /// repeats a place that it knows the beginning of has found the id at its end.
    /// </summary>
    /// <returns>Null if the arguments need no finding.</returns>
    string? Think(ToolCall call, Memory memory);

    /// <summary>What a write is about to do.</summary>
    /// <exception cref="InvalidOperationException">The tool is none of this domain's writes.</exception>
    string Announce(ToolCall write);

    /// <summary>What a write has done.</summary>
    string Report(ToolCall write);

    /// <summary>
    /// The write with one detail replaced by another that the agent has seen, as a careless agent would: never by an invented id, which
    /// would teach a policy to invent.
    /// </summary>
    /// <returns>Null if the agent has seen nothing that could be mistaken for the right detail.</returns>
    ToolCall? WithWrongDetail(ToolCall write, Memory memory, SeededRandom random);

    /// <summary>A careless agent's answer to a question; the right one where no slip is likely.</summary>
    string WrongAnswer(string answer);
}
