using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Tests.Documents;

public class PythonFloatTests
{
    // CPython's repr.
    [Theory]
    [InlineData(64.0, "64.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.04999999999999716, "0.04999999999999716")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1234567890123456.0, "1234567890123456.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(-12300000000000000.0, "-1.23e+16")]
    [InlineData(1.5e300, "1.5e+300")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(-1.25e-7, "-1.25e-07")]
    [InlineData(-0.0, "-0.0")]
    public void Repr_AnyFloat_IsPythons(double value, string expected) => Assert.Equal(expected, PythonFloat.Repr(value));

    // CPython's round(x, 2).
    [Theory]
    [InlineData(2.675, 2.67)]
    [InlineData(1.005, 1.0)]
    [InlineData(0.125, 0.12)]
    [InlineData(0.375, 0.38)]
    [InlineData(-0.625, -0.62)]
    [InlineData(1e300, 1e300)]
    [InlineData(1234567.895, 1234567.9)]
    public void Round2_HalfwayAndOther_RoundsTheExactBinaryValue(double value, double expected) =>
        Assert.Equal(expected, PythonFloat.Round2(value));
}
