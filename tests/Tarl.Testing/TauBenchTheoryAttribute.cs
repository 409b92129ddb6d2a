using Xunit;

namespace Tarl.Testing;

/// <summary>A test that needs the benchmark's own files; skipped, and said so, where they are not.</summary>
public sealed class TauBenchTheoryAttribute : TheoryAttribute
{
    public TauBenchTheoryAttribute() => Skip = TauBenchFolder.Missing;
}
