namespace Tarl.Sandbox.Calculate;

/// <summary>Values other than numbers that arithmetic characters can spell in Python: <c>()</c>, <c>...</c>, <c>(-8) ** 0.5</c>.</summary>
internal enum UnusualValue
{
    Tuple,
    Ellipsis,
    Complex,
}
