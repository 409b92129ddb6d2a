using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Storage;

/// <summary>An indexed way to find rows other than by id.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Key">What a row is found under.</param>
internal sealed record TableLookup(string Name, Func<JsonMap, string> Key);
