using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Tarl.Cli.CommandLine;

/// <summary>Options whose wrong values are refused in one sentence.</summary>
internal static class Values
{
    /// <summary>A number between two bounds, both included; null if not given.</summary>
    public static Option<T?> Number<T>(string name, string description, T least, T most)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result =>
            {
                var text = Text(result);
                if (T.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
                {
                    return value;
                }

                var kind = T.IsZero(T.One / (T.One + T.One)) ? "a whole number" : "a number";
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes {kind} from {least} to {most}, not '{text}'."));
                return null;
            },
        };

    /// <summary>One of a few words; null if not given.</summary>
    public static Option<string?> Choice(string name, string description, params string[] choices) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', choices),
        CustomParser = result =>
        {
            var text = Text(result);
            if (choices.Contains(text))
            {
                return text;
            }

            result.AddError($"{name} takes {string.Join(" or ", choices)}, not '{text}'.");
            return null;
        },
    };

    /// <summary>One word or several, none of which is a mistyped option; a file called <c>-x</c> is <c>./-x</c>.</summary>
    public static Argument<T> Word<T>(string name, string description, ArgumentArity arity)
    {
        var argument = new Argument<T>(name) { Description = description, Arity = arity };
        argument.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } option)
            {
                result.AddError($"There is no option '{option.Value}'");
            }
        });
        return argument;
    }

    private static string Text(ArgumentResult result) => string.Join(' ', result.Tokens.Select(token => token.Value));
}
