namespace Tarl.UserSimulator.SimulateTurn.ReAct;

/// <summary>What a model wrote as the user.</summary>
/// <param name="Text">What the agent would hear; may be empty if it stops.</param>
/// <param name="Stop">The conversation is over.</param>
internal sealed record UserReply(string Text, bool Stop);
