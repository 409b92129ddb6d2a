using Tarl.Sandbox.Airline;
using Tarl.Sandbox.Mathematics;
using Tarl.Sandbox.Retail;

namespace Tarl.Sandbox.Tools;

/// <summary>Every domain that a session can be opened on.</summary>
internal static class DomainCatalogue
{
    public static IReadOnlyList<Domain> All { get; } =
        [MathDomain.Domain, RetailDomain.V1, RetailDomain.V2, AirlineDomain.V1, AirlineDomain.V2];

    /// <returns>Null if there is no such domain in that version.</returns>
    public static Domain? Find(string name, BenchmarkVersion version) =>
        All.FirstOrDefault(domain => domain.Name == name && domain.Version == version);

    public static IEnumerable<string> Names => All.Select(domain => domain.Name).Distinct();
}
