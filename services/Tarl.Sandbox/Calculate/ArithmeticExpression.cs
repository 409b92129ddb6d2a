using System.Globalization;
using System.Numerics;
using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Calculate;

/// <summary>
/// Python's <c>float(eval(expression))</c> for arithmetic and nothing else. Length, nesting and the size of integers are bounded, and so are time
/// and memory.
/// </summary>
internal static class ArithmeticExpression
{
    public const int MaxCharacters = 2000;

    /// <exception cref="PythonException">Python's complaint about the expression.</exception>
    public static double Evaluate(string expression)
    {
        if (expression.Length > MaxCharacters)
        {
            throw new PythonException($"expression is longer than {MaxCharacters} characters");
        }

        var tokens = ArithmeticTokenizer.Tokenize(expression);
        if (tokens.Count == 0)
        {
            throw new PythonException("invalid syntax (<string>, line 0)");
        }

        return ToFloat(Run(ArithmeticParser.ToPostfix(tokens)));
    }

    private static object Run(List<string> postfix)
    {
        var stack = new Stack<object>();
        foreach (var token in postfix)
        {
            switch (token)
            {
                case "drop": stack.Pop(); break;
                case "call": throw new PythonException($"'{ArithmeticValue.TypeName(stack.Pop())}' object is not callable");
                case "u+" or "u-": stack.Push(ArithmeticValue.Sign(token[1], stack.Pop())); break;
                case "+" or "-" or "*" or "/" or "//" or "**":
                    var right = stack.Pop();
                    stack.Push(ArithmeticValue.Apply(token, stack.Pop(), right));
                    break;
                default: stack.Push(Literal(token)); break;
            }
        }

        return stack.Pop();
    }

    private static object Literal(string token) => token switch
    {
        "()" => UnusualValue.Tuple,
        "..." => UnusualValue.Ellipsis,
        _ when token.Contains('.', StringComparison.Ordinal) => double.Parse(token, CultureInfo.InvariantCulture),
        _ => BigInteger.Parse(token, CultureInfo.InvariantCulture),
    };

    private static double ToFloat(object value) => value switch
    {
        double number => number,
        BigInteger number => ArithmeticValue.ToDouble(number),
        _ => throw new PythonException($"float() argument must be a string or a real number, not '{ArithmeticValue.TypeName(value)}'"),
    };
}
