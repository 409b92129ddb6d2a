using Tarl.Contracts.Episodes;

namespace Tarl.Sandbox.GenerateTasks;

/// <summary>How the user says who they are, and how the agent finds them by it.</summary>
/// <param name="Facts">The script's identity.</param>
/// <param name="Calls">Those that cannot find the user come first.</param>
/// <param name="Words">The same in the second person.</param>
internal sealed record Identification(IReadOnlyDictionary<string, string> Facts, IReadOnlyList<ToolCall> Calls, string Words);
