using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Import;

/// <summary>A folder with one domain of the benchmark in one version.</summary>
public sealed record TauBenchDomain
{
    internal TauBenchDomain(string path, Domain domain)
    {
        Path = path;
        Target = domain;
    }

    public string Path { get; }

    /// <summary><c>airline</c> or <c>retail</c>.</summary>
    public string Domain => Target.Name;

    /// <summary><c>v1</c> or <c>v2</c>.</summary>
    public string Version => Target.VersionTag;

    internal Domain Target { get; }
}
