using System.Globalization;
using System.Numerics;
using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Calculate;

/// <summary>Python's operators on unbounded integers, floats, and the few other values that can occur.</summary>
internal static class ArithmeticValue
{
    // 65,536 bits, about 19,700 digits: far beyond any float, small enough that every operation takes milliseconds at most.
    private const long MaxBits = 1 << 16;

    public static object Sign(char sign, object value) => value switch
    {
        BigInteger i => sign == '-' ? -i : i,
        double d => sign == '-' ? -d : d,
        UnusualValue.Complex => value,
        _ => throw new PythonException($"bad operand type for unary {sign}: '{TypeName(value)}'"),
    };

    public static object Apply(string symbol, object left, object right) => (left, right) switch
    {
        (BigInteger a, BigInteger b) => ApplyIntegers(symbol, a, b),
        (UnusualValue, _) or (_, UnusualValue) => ApplyUnusual(symbol, left, right),
        _ => ApplyFloats(symbol, ToDouble(left), ToDouble(right)),
    };

    public static string TypeName(object value) => value switch
    {
        BigInteger => "int",
        double => "float",
        UnusualValue.Tuple => "tuple",
        UnusualValue.Complex => "complex",
        _ => "ellipsis",
    };

    /// <summary>The nearest float, ties to even.</summary>
    public static double ToDouble(BigInteger value)
    {
        var bits = value.GetBitLength();
        if (bits <= 53)
        {
            return (double)value;
        }

        var number = bits > 1024 ? double.PositiveInfinity : double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? number : throw TooLarge();
    }

    private static double ToDouble(object value) => value is double number ? number : ToDouble((BigInteger)value);

    private static PythonException TooLarge() => new("int too large to convert to float");

    private static object ApplyIntegers(string symbol, BigInteger a, BigInteger b) => symbol switch
    {
        "+" => Bounded(a + b),
        "-" => Bounded(a - b),
        "*" => a.GetBitLength() + b.GetBitLength() > MaxBits ? throw TooLarge() : a * b,
        "/" => (object)Divide(a, b),
        "//" => FloorDivide(a, b),
        _ => b.Sign < 0 ? ApplyFloats(symbol, ToDouble(a), ToDouble(b)) : Power(a, b),
    };

    private static BigInteger Bounded(BigInteger value) => value.GetBitLength() > MaxBits ? throw TooLarge() : value;

    private static object ApplyFloats(string symbol, double a, double b) => symbol switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => b == 0 ? throw new PythonException("float division by zero") : a / b,
        "//" => b == 0 ? throw new PythonException("float floor division by zero") : FloorDivide(a, b),
        _ => Power(a, b),
    };

    private static object ApplyUnusual(string symbol, object left, object right) => (symbol, left, right) switch
    {
        ("+", UnusualValue.Tuple, UnusualValue.Tuple) => left,
        ("+", UnusualValue.Tuple, _) => throw new PythonException($"can only concatenate tuple (not \"{TypeName(right)}\") to tuple"),
        ("*", UnusualValue.Tuple, BigInteger) => left,
        ("*", BigInteger, UnusualValue.Tuple) => right,
        ("*", UnusualValue.Tuple, _) => throw new PythonException($"can't multiply sequence by non-int of type '{TypeName(right)}'"),
        ("*", _, UnusualValue.Tuple) => throw new PythonException($"can't multiply sequence by non-int of type '{TypeName(left)}'"),
        (not "//", UnusualValue.Complex, BigInteger or double or UnusualValue.Complex) => left,
        (not "//", BigInteger or double, UnusualValue.Complex) => right,
        ("**", _, _) => throw Unsupported("** or pow()", left, right),
        _ => throw Unsupported(symbol, left, right),
    };

    private static PythonException Unsupported(string symbol, object left, object right) =>
        new($"unsupported operand type(s) for {symbol}: '{TypeName(left)}' and '{TypeName(right)}'");

    // Correctly rounded: a quotient of at least 66 bits, whose last bit remembers any remainder.
    private static double Divide(BigInteger a, BigInteger b)
    {
        if (b.IsZero)
        {
            throw new PythonException("division by zero");
        }

        if (a.GetBitLength() <= 53 && b.GetBitLength() <= 53)
        {
            return (double)a / (double)b;
        }

        var shift = (int)long.Max(0, 66 + b.GetBitLength() - a.GetBitLength());
        var quotient = BigInteger.DivRem(BigInteger.Abs(a) << shift, BigInteger.Abs(b), out var remainder);
        if (quotient.GetBitLength() - shift > 1024)
        {
            throw new PythonException("integer division result too large for a float");
        }

        var digits = (remainder.IsZero ? quotient : quotient | 1).ToString(CultureInfo.InvariantCulture);
        var size = double.ScaleB(double.Parse(digits, CultureInfo.InvariantCulture), -shift);
        return a.Sign * b.Sign < 0 ? -size : size;
    }

    private static BigInteger FloorDivide(BigInteger a, BigInteger b)
    {
        if (b.IsZero)
        {
            throw new PythonException("integer division or modulo by zero");
        }

        var quotient = BigInteger.DivRem(a, b, out var remainder);
        return remainder.Sign * b.Sign < 0 ? quotient - 1 : quotient;
    }

    // CPython's float_floor_div: from the remainder, so that it agrees with %.
    private static double FloorDivide(double a, double b)
    {
        var remainder = a % b;
        var quotient = (a - remainder) / b;
        if (remainder != 0 && (b < 0) != (remainder < 0))
        {
            quotient -= 1;
        }

        if (quotient == 0)
        {
            return double.CopySign(0, a / b);
        }

        var floor = double.Floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    private static BigInteger Power(BigInteger a, BigInteger b)
    {
        if (a.IsOne || a.IsZero || b.IsZero || a == BigInteger.MinusOne)
        {
            return b.IsZero ? BigInteger.One : a == BigInteger.MinusOne && b.IsEven ? BigInteger.One : a;
        }

        return b > MaxBits || (double)b * BigInteger.Abs(a).GetBitLength() > MaxBits ? throw TooLarge() : BigInteger.Pow(a, (int)b);
    }

    private static object Power(double a, double b)
    {
        if (a == 0 && b < 0)
        {
            throw new PythonException("0.0 cannot be raised to a negative power");
        }

        if (a < 0 && double.IsFinite(a) && double.IsFinite(b) && b != double.Floor(b))
        {
            return UnusualValue.Complex;
        }

        var power = double.Pow(a, b);
        return double.IsInfinity(power) && double.IsFinite(a) && double.IsFinite(b)
            ? throw new PythonException("(34, 'Numerical result out of range')")
            : power;
    }
}
