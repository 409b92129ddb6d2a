using System.Runtime.CompilerServices;
using Xunit;

namespace Tarl.Testing;

/// <summary>A theory with clients written for Node; skipped, and said so, where their packages are not installed.</summary>
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute([CallerFilePath] string testFile = "") => Skip = NodeClient.Missing(testFile);
}
