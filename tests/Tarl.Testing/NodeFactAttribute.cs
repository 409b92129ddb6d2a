using System.Runtime.CompilerServices;
using Xunit;

namespace Tarl.Testing;

/// <summary>A test with clients written for Node; skipped, and said so, where their packages are not installed.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute([CallerFilePath] string testFile = "") => Skip = NodeClient.Missing(testFile);
}
