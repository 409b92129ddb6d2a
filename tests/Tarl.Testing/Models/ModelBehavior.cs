namespace Tarl.Testing.Models;

/// <summary>What a server does with one request.</summary>
public delegate Task ModelBehavior(ModelExchange exchange);
