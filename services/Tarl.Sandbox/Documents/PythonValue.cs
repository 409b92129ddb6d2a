using System.Numerics;

namespace Tarl.Sandbox.Documents;

/// <summary>Python's <c>==</c>: numbers by value whatever their kind, maps regardless of key order.</summary>
internal static class PythonValue
{
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (long or BigInteger or double, long or BigInteger or double) => PythonNumber.Compare(left, right) == 0,
        (JsonList a, JsonList b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        (JsonMap a, JsonMap b) => a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var other) && AreEqual(pair.Value, other)),
        _ => Equals(left, right),
    };
}
