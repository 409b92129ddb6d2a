namespace Tarl.Grpc.Tests;

/// <summary>A test with a peer written for Node; skipped, and said so, where its packages are not installed.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!NodePeer.IsInstalled)
        {
            Skip = "Run `npm install` in tests/Tarl.Grpc.Tests/NodeClients first.";
        }
    }
}
