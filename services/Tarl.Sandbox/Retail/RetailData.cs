using System.Text.Json.Nodes;

namespace Tarl.Sandbox.Retail;

/// <summary>A retail shop's data in the shape of τ-bench's files: id → document, in file order.</summary>
public sealed record RetailData
{
    public required JsonObject Products { get; init; }
    public required JsonObject Users { get; init; }
    public required JsonObject Orders { get; init; }
}
