using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Import.Tasks;

namespace Tarl.Sandbox.Import.Scripts;

/// <summary>Reads a domain's ground-truth calls back as what the user wants.</summary>
internal interface IGoalReader
{
    bool HasUser(string userId);

    /// <summary>The intent that makes a user ask for such a call; null for a call that only reads.</summary>
    string? IntentOf(ToolCall call);

    /// <summary>Whom a write is about; null if the data do not say.</summary>
    string? OwnerOf(ToolCall write);

    /// <summary>How this user says who they are, and the calls that find them by it.</summary>
    (IReadOnlyDictionary<string, string> Identity, IReadOnlyList<ToolCall> Calls) Identify(string userId, BenchmarkTask task);

    /// <summary>The wish behind a write that succeeds on the data.</summary>
    /// <param name="why">Set if there is none that can be said in words.</param>
    ScriptedGoal? TryRead(string userId, ToolCall write, out NoScript? why);
}
