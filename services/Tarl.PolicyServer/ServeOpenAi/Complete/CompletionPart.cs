using Tarl.PolicyServer.Generate;

namespace Tarl.PolicyServer.ServeOpenAi.Complete;

/// <summary>Some tokens of the turn, and the words that could be passed on after them.</summary>
internal readonly record struct CompletionPart(string Words, IReadOnlyList<LiveToken> Tokens);
