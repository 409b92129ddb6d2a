namespace Tarl.Sandbox.Tests;

/// <summary>A theory with clients written for Node; skipped, and said so, where their packages are not installed.</summary>
internal sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = NodeClient.IsInstalled ? null : NodeFactAttribute.NotInstalled;
}
