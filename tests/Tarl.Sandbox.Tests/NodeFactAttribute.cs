namespace Tarl.Sandbox.Tests;

/// <summary>A test with clients written for Node; skipped, and said so, where their packages are not installed.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    public const string NotInstalled = "Run `npm install` in tests/Tarl.Sandbox.Tests/NodeClients first.";

    public NodeFactAttribute() => Skip = NodeClient.IsInstalled ? null : NotInstalled;
}
