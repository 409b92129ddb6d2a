using Tarl.Sandbox.Calculate;
using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Tests.Calculate;

public class ArithmeticExpressionTests
{
    // Every expected value was printed by CPython 3.11: str(round(float(eval(expression)), 2)).
    [Theory]
    [InlineData("2 + 2", "4.0")]
    [InlineData("3131.1 + 4777.75 + 367.38", "8276.23")]
    [InlineData("7 // 2 * 2 ** 3", "24.0")]
    [InlineData("-7 // 2", "-4.0")]
    [InlineData("-2 ** 2", "-4.0")]
    [InlineData("2 ** -1", "0.5")]
    [InlineData("2 ** 3 ** 2", "512.0")]
    [InlineData("2.675", "2.67")]
    [InlineData("0.125", "0.12")]
    [InlineData("-0.001", "-0.0")]
    [InlineData("10 / 4", "2.5")]
    [InlineData("1 / 3", "0.33")]
    [InlineData("- - 5", "5.0")]
    [InlineData("12345678901234567890 / 7", "1.763668414462081e+18")]
    [InlineData("10 ** 16", "1e+16")]
    [InlineData("7.5 // 2", "3.0")]
    [InlineData("-7.5 // 2", "-4.0")]
    [InlineData("00", "0.0")]
    public void Evaluate_ValidExpression_IsPythonsResult(string expression, string expected) =>
        Assert.Equal(expected, PythonFloat.Repr(PythonFloat.Round2(ArithmeticExpression.Evaluate(expression))));

    [Theory]
    [InlineData("", "invalid syntax (<string>, line 0)")]
    [InlineData("(1 + 2", "'(' was never closed (<string>, line 1)")]
    [InlineData(")(", "unmatched ')' (<string>, line 1)")]
    [InlineData("1 2", "invalid syntax (<string>, line 1)")]
    [InlineData("(1 2)", "invalid syntax. Perhaps you forgot a comma? (<string>, line 1)")]
    [InlineData("007", "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers (<string>, line 1)")]
    [InlineData("1 / 0", "division by zero")]
    [InlineData("1 // 0", "integer division or modulo by zero")]
    [InlineData("1.0 // 0", "float floor division by zero")]
    [InlineData("()", "float() argument must be a string or a real number, not 'tuple'")]
    [InlineData("(-8) ** 0.5", "float() argument must be a string or a real number, not 'complex'")]
    [InlineData("2(3)", "'int' object is not callable")]
    [InlineData("2 ** 2000", "int too large to convert to float")]
    [InlineData("2.0 ** 2000", "(34, 'Numerical result out of range')")]
    public void Evaluate_InvalidExpression_IsPythonsComplaint(string expression, string expected) =>
        Assert.Equal(expected, Assert.Throws<PythonException>(() => ArithmeticExpression.Evaluate(expression)).Message);

    [Theory]
    [InlineData("9**9**9**9**9")]
    [InlineData("9**99999999999999999999")]
    [InlineData("(9**9999)**(9**9999)")]
    [InlineData("2 * 9**20000 * 9**20000")]
    public void Evaluate_HugePower_IsRefusedWithoutComputingIt(string expression) =>
        Assert.Equal("int too large to convert to float", Assert.Throws<PythonException>(() => ArithmeticExpression.Evaluate(expression)).Message);

    [Theory]
    [InlineData('(')]
    [InlineData('-')]
    [InlineData('1')]
    public void Evaluate_OverlongExpression_IsRefusedUnread(char c) =>
        Assert.Contains("longer than 2000 characters", Assert.Throws<PythonException>(() => ArithmeticExpression.Evaluate(new string(c, 1_000_000))).Message);

    [Fact]
    public void Evaluate_DeepNesting_IsRefused()
    {
        var parentheses = new string('(', 500) + "1" + new string(')', 500);
        var signs = new string('-', 1999) + "1";
        Assert.Contains("too many nested", Assert.Throws<PythonException>(() => ArithmeticExpression.Evaluate(parentheses)).Message);
        Assert.Contains("too many nested", Assert.Throws<PythonException>(() => ArithmeticExpression.Evaluate(signs)).Message);
    }
}
