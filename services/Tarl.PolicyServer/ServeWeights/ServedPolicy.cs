using Tarl.Policy.Chat;
using Tarl.Policy.Engines;

namespace Tarl.PolicyServer.ServeWeights;

/// <summary>The model that this replica serves, with the tokenizer and template that belong to it.</summary>
public sealed record ServedPolicy(IPolicyEngine Engine, ChatTemplate Template);
