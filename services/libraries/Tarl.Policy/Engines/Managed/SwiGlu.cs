using System.Runtime.Intrinsics;

namespace Tarl.Policy.Engines.Managed;

/// <summary>y = silu(gate) · up (Shazeer 2020). A row of gate-up holds the gate, padded, then the up projection, padded.</summary>
internal static unsafe class SwiGlu
{
    public static void Forward(float* gateUp, float* y, int rows, int paddedSize)
    {
        for (var row = 0; row < rows; row++, gateUp += 2 * paddedSize, y += paddedSize)
        {
            for (var i = 0; i < paddedSize; i += VectorMath.Width)
            {
                var gate = Vector256.Load(gateUp + i);
                (gate / (Vector256<float>.One + VectorMath.Exp(-gate)) * Vector256.Load(gateUp + paddedSize + i)).Store(y + i);
            }
        }
    }

    /// <summary>Writes dLoss/dGateUp. With σ = sigmoid(gate): dGate = dy · up · σ · (1 + gate · (1 − σ)), dUp = dy · gate · σ.</summary>
    public static void Gradient(float* dy, float* gateUp, float* dGateUp, int rows, int paddedSize)
    {
        var one = Vector256<float>.One;
        for (var row = 0; row < rows; row++, dy += paddedSize, gateUp += 2 * paddedSize, dGateUp += 2 * paddedSize)
        {
            for (var i = 0; i < paddedSize; i += VectorMath.Width)
            {
                var gate = Vector256.Load(gateUp + i);
                var sigmoid = one / (one + VectorMath.Exp(-gate));
                var gradient = Vector256.Load(dy + i);
                (gradient * Vector256.Load(gateUp + paddedSize + i) * sigmoid * (one + gate * (one - sigmoid))).Store(dGateUp + i);
                (gradient * gate * sigmoid).Store(dGateUp + paddedSize + i);
            }
        }
    }
}
