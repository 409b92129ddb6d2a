namespace Tarl.Deployment.Tests.Kubernetes;

/// <summary>A test of every overlay; skipped, and said so, without kubectl or the packages of NodeClients.</summary>
internal sealed class OverlayTheoryAttribute : TheoryAttribute
{
    public OverlayTheoryAttribute()
    {
        if (!Overlays.CanBeResolved)
        {
            Skip = "Install kubectl, and run `npm install` in tests/Tarl.Deployment.Tests/NodeClients first.";
        }
    }
}
