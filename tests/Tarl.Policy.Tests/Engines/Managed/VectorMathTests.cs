using System.Runtime.Intrinsics;
using Tarl.Policy.Engines.Managed;

namespace Tarl.Policy.Tests.Engines.Managed;

public sealed class VectorMathTests
{
    [Fact]
    public void Exp_BetweenItsBounds_IsWithinTwoTenMillionths()
    {
        for (var x = -87f; x < 88f; x += 0.0137f)
        {
            var exact = Math.Exp(x);
            Assert.InRange(VectorMath.Exp(Vector256.Create(x))[3] / exact, 1 - 2e-7, 1 + 2e-7);
        }
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(-87.1f, 0f)]
    [InlineData(float.NegativeInfinity, 0f)]
    public void Exp_AtItsBounds_IsExact(float x, float expected) => Assert.Equal(expected, VectorMath.Exp(Vector256.Create(x))[0]);

    [Fact]
    public void Exp_BeyondItsUpperBound_StaysFinite() =>
        Assert.Equal(Math.Exp(88), VectorMath.Exp(Vector256.Create(1000f))[7], 1e-6 * Math.Exp(88));
}
