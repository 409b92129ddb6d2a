using Tarl.Sandbox.Calculate;
using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Tools;

/// <summary>The tools that both benchmark domains have.</summary>
internal static class CommonTools
{
    public static ToolOutput Calculate(ToolInvocation call)
    {
        var characters = call.List("expression");
        if (!characters.All(c => c is string text && ArithmeticTokenizer.AllowedCharacters.Contains(text, StringComparison.Ordinal)))
        {
            return call.Fail("invalid characters in expression");
        }

        return call["expression"] is string expression
            ? new ToolOutput(PythonFloat.Repr(PythonFloat.Round2(ArithmeticExpression.Evaluate(expression))))
            : new ToolOutput("Error: eval() arg 1 must be a string, bytes or code object", IsError: true);
    }

    public static ToolOutput Think(ToolInvocation call) => new("");

    public static ToolOutput TransferToHumanAgents(ToolInvocation call) => new("Transfer successful");
}
