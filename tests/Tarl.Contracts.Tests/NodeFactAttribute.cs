namespace Tarl.Contracts.Tests;

/// <summary>A test with a schema validator written for Node; skipped, and said so, where it is not installed.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = SchemaValidator.IsInstalled ? null : "Run `npm install` in tests/Tarl.Contracts.Tests/NodeClients first.";
}
