using System.Numerics;

namespace Tarl.Sandbox.Documents;

/// <summary>Arithmetic on boxed numbers as Python does it: integers stay integers without bound, anything with a float becomes a float.</summary>
internal static class PythonNumber
{
    public static readonly object Zero = 0L;

    public static object Add(object? left, object? right) => (left, right) switch
    {
        (double a, double b) => a + b,
        (long a, long b) when !Overflows(a, b) => a + b,
        _ when left is double || right is double => ToDouble(left) + ToDouble(right),
        _ => Shrink(ToInteger(left) + ToInteger(right)),
    };

    public static object Subtract(object? left, object? right) => Add(left, Negate(right));

    public static object Multiply(object? left, object? right) => left is double || right is double
        ? ToDouble(left) * ToDouble(right)
        : Shrink(ToInteger(left) * ToInteger(right));

    public static object Negate(object? value) => value is double d ? -d : Shrink(-ToInteger(value));

    public static object Abs(object? value) => value is double d ? double.Abs(d) : Shrink(BigInteger.Abs(ToInteger(value)));

    /// <summary>Python's <c>round(value, 2)</c>, which leaves an integer an integer.</summary>
    public static object Round2(object? value) => value is double d ? PythonFloat.Round2(d) : Shrink(ToInteger(value));

    public static int Compare(object? left, object? right) => left is double || right is double
        ? ToDouble(left).CompareTo(ToDouble(right))
        : ToInteger(left).CompareTo(ToInteger(right));

    public static bool IsNumber(object? value) => value is long or double or BigInteger or bool;

    /// <summary>As a number stands inside a message: <c>str(value)</c>.</summary>
    public static string Text(object? value) => value is double d ? PythonFloat.Repr(d) : PythonText.Str(value);

    private static bool Overflows(long a, long b) => b > 0 ? a > long.MaxValue - b : a < long.MinValue - b;

    private static object Shrink(BigInteger value)
    {
        if (value < long.MinValue || value > long.MaxValue)
        {
            return value;
        }

        var small = (long)value;
        return small;
    }

    private static double ToDouble(object? value) => value is double d ? d : (double)ToInteger(value);

    private static BigInteger ToInteger(object? value) => value switch
    {
        long i => i,
        BigInteger i => i,
        bool b => b ? 1 : 0,
        _ => throw new PythonException($"unsupported operand type(s): '{PythonText.TypeName(value)}'"),
    };
}
