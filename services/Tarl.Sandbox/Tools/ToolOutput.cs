namespace Tarl.Sandbox.Tools;

/// <summary>What a tool's body gives back.</summary>
/// <param name="Text">The observation; null for the one call of the benchmark that returns nothing.</param>
/// <param name="IsError">Did the tool refuse or fail?</param>
internal readonly record struct ToolOutput(string? Text, bool IsError = false);
