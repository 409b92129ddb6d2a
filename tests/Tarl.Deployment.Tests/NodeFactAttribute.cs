namespace Tarl.Deployment.Tests;

/// <summary>A test that needs the packages of NodeClients; skipped, and said so, where they are missing.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!NodeScript.IsInstalled)
        {
            Skip = "Run `npm install` in tests/Tarl.Deployment.Tests/NodeClients first.";
        }
    }
}
