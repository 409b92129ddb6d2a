using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Calculate;

/// <summary>
/// Python's expression grammar over numbers, turned into postfix order: numbers, operators, <c>u+</c>, <c>u-</c>, <c>()</c>, <c>drop</c> (an
/// argument) and <c>call</c>.
/// </summary>
internal sealed class ArithmeticParser
{
    // Bounds the parser's own recursion; Python gives up on such towers as well.
    private const int MaxDepth = 1000;

    private readonly List<string> _tokens;
    private readonly List<string> _postfix = [];
    private int _position;
    private int _depth;
    private int _open;
    private bool _operandIsComplete;

    private ArithmeticParser(List<string> tokens) => _tokens = tokens;

    private string Current => _position < _tokens.Count ? _tokens[_position] : "";

    /// <exception cref="PythonException">The tokens are no expression.</exception>
    public static List<string> ToPostfix(List<string> tokens)
    {
        var parser = new ArithmeticParser(tokens);
        parser.Sum();
        return parser._position == tokens.Count ? parser._postfix : throw parser.InvalidSyntax(parser.Current);
    }

    private static bool IsOperand(string token) => token == "..." || (token.Length > 0 && token.AsSpan().ContainsAnyInRange('0', '9'));

    private PythonException InvalidSyntax(string token) => ArithmeticTokenizer.SyntaxError(token switch
    {
        ArithmeticTokenizer.Unclosed => "'(' was never closed",
        _ when _open > 0 && _operandIsComplete && IsOperand(token) =>
            _tokens[^1] == ArithmeticTokenizer.Unclosed ? "'(' was never closed" : "invalid syntax. Perhaps you forgot a comma?",
        _ => "invalid syntax",
    });

    private void Sum()
    {
        Term();
        while (Current is "+" or "-")
        {
            Binary(Term);
        }
    }

    private void Term()
    {
        Factor();
        while (Current is "*" or "/" or "//")
        {
            Binary(Factor);
        }
    }

    private void Factor()
    {
        if (++_depth > MaxDepth)
        {
            throw ArithmeticTokenizer.SyntaxError("too many nested parentheses");
        }

        if (Current is "+" or "-")
        {
            var sign = "u" + Take();
            Factor();
            _postfix.Add(sign);
        }
        else
        {
            Power();
        }

        _depth--;
    }

    // ** binds tighter than a sign on its left, looser than one on its right.
    private void Power()
    {
        Primary();
        if (Current == "**")
        {
            Binary(Factor);
        }
    }

    private void Primary()
    {
        Atom();
        while (Current == "(")
        {
            Take();
            if (Current != ")")
            {
                Sum();
                _postfix.Add("drop");
            }

            Expect(")");
            _postfix.Add("call");
        }
    }

    private void Atom()
    {
        var token = Take();
        if (token == "(" && Current == ")")
        {
            Take();
            _postfix.Add("()");
        }
        else if (token == "(")
        {
            Sum();
            Expect(")");
        }
        else if (IsOperand(token))
        {
            _postfix.Add(token);
        }
        else
        {
            throw InvalidSyntax(token);
        }
    }

    private void Binary(Action operand)
    {
        var symbol = Take();
        operand();
        _postfix.Add(symbol);
    }

    private string Take()
    {
        var token = Current.Length > 0 ? _tokens[_position++] : throw InvalidSyntax("");
        _open += token == "(" ? 1 : token == ")" ? -1 : 0;
        _operandIsComplete = token == ")" || IsOperand(token);
        return token;
    }

    private void Expect(string token)
    {
        if (Current != token)
        {
            throw InvalidSyntax(Current);
        }

        Take();
    }
}
