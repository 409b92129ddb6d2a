using System.Reflection;
using Xunit.Sdk;

namespace Tarl.Deployment.Tests.Kubernetes;

/// <summary>Every folder of k8s/overlays.</summary>
internal sealed class OverlayDataAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Overlays.Names.Select(name => new object[] { name });
}
