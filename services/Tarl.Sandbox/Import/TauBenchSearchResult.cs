namespace Tarl.Sandbox.Import;

/// <summary>What of the benchmark lies below a folder.</summary>
/// <param name="Domains">By version, then by name; each once.</param>
/// <param name="NotImported">Domains that the sandbox does not have.</param>
public sealed record TauBenchSearchResult(IReadOnlyList<TauBenchDomain> Domains, IReadOnlyList<NotImported> NotImported);
