namespace Tarl.LanguageModels.Messages;

/// <summary>A call as the model wrote it: the arguments are text that ought to be a JSON object.</summary>
public sealed record ModelToolCall(string Id, string Name, string Arguments);
