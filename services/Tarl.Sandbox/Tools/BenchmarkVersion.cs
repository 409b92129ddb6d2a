namespace Tarl.Sandbox.Tools;

/// <summary>Whose behaviour a data set's tools copy: τ-bench (v1) or τ²-bench (v2).</summary>
internal enum BenchmarkVersion
{
    V1 = 1,
    V2 = 2,
}
