using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Calculate;

/// <summary>Splits an expression into Python's tokens: numbers, operators, parentheses, and dots.</summary>
internal static class ArithmeticTokenizer
{
    public const string AllowedCharacters = "0123456789+-*/(). ";

    // Python's own limit on open parentheses.
    private const int MaxOpenParentheses = 200;

    /// <summary>The last token of an expression whose parentheses are not all closed.</summary>
    public const string Unclosed = "(…";

    /// <exception cref="PythonException">What Python's tokenizer complains about, before its grammar does.</exception>
    public static List<string> Tokenize(string expression)
    {
        var tokens = new List<string>();
        var open = 0;
        for (var i = 0; i < expression.Length;)
        {
            if (expression[i] == ' ')
            {
                i++;
                continue;
            }

            var token = expression.Substring(i, TokenLength(expression, i));
            open = CheckParentheses(token, open);
            CheckLeadingZeros(token);
            tokens.Add(token);
            i += token.Length;
        }

        if (open > 0)
        {
            tokens.Add(Unclosed);
        }

        return tokens;
    }

    public static PythonException SyntaxError(string message) => new($"{message} (<string>, line 1)");

    private static int TokenLength(string text, int start)
    {
        var digits = DigitsAt(text, start);
        var fraction = At(text, start + digits) == '.' ? DigitsAt(text, start + digits + 1) : 0;
        if (digits > 0 || fraction > 0)
        {
            return digits + (At(text, start + digits) == '.' ? 1 + fraction : 0);
        }

        return text.AsSpan(start).StartsWith("...") ? 3 : text[start] is '*' or '/' && At(text, start + 1) == text[start] ? 2 : 1;
    }

    private static int DigitsAt(string text, int start)
    {
        var end = start;
        while (char.IsAsciiDigit(At(text, end)))
        {
            end++;
        }

        return end - start;
    }

    private static char At(string text, int index) => index < text.Length ? text[index] : '\0';

    private static int CheckParentheses(string token, int open) => token switch
    {
        "(" when open == MaxOpenParentheses => throw SyntaxError("too many nested parentheses"),
        "(" => open + 1,
        ")" when open == 0 => throw SyntaxError("unmatched ')'"),
        ")" => open - 1,
        _ => open,
    };

    private static void CheckLeadingZeros(string token)
    {
        if (token.Length > 1 && token[0] == '0' && !token.Contains('.', StringComparison.Ordinal) && token.AsSpan().ContainsAnyExcept('0'))
        {
            throw SyntaxError("leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
        }
    }
}
