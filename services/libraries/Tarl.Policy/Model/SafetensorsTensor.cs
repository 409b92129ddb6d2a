namespace Tarl.Policy.Model;

/// <summary>One named array of a safetensors file, in row-major order.</summary>
public sealed record SafetensorsTensor(string Name, IReadOnlyList<int> Shape, float[] Values);
