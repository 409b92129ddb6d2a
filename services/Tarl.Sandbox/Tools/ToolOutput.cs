namespace Tarl.Sandbox.Tools;

/// <summary>What a tool's body gives back: the observation, and whether the tool refused.</summary>
internal readonly record struct ToolOutput(string Text, bool IsError = false);
