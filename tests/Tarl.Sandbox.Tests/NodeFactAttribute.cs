namespace Tarl.Sandbox.Tests;

/// <summary>A test with clients written for Node; skipped, and said so, where their packages are not installed.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!NodeClient.IsInstalled)
        {
            Skip = "Run `npm install` in tests/Tarl.Sandbox.Tests/NodeClients first.";
        }
    }
}
