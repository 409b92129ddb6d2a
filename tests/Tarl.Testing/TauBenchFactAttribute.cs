using Xunit;

namespace Tarl.Testing;

/// <summary>A test that needs the benchmark's own files; skipped, and said so, where they are not.</summary>
public sealed class TauBenchFactAttribute : FactAttribute
{
    public TauBenchFactAttribute() => Skip = TauBenchFolder.Missing;
}
