namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// Rotary position embedding in Hugging Face's half-split layout: element i turns with element i + size/2 by the angle
/// position · θ^(−2i/size) (Su et al. 2021).
/// </summary>
internal sealed unsafe class RotaryTable
{
    private readonly AlignedBuffer _cosines; // (positions, size / 2)
    private readonly AlignedBuffer _sines;
    private readonly int _half;

    public RotaryTable(int positions, int headSize, double theta)
    {
        _half = headSize / 2;
        _cosines = new AlignedBuffer((long)positions * _half);
        _sines = new AlignedBuffer((long)positions * _half);
        for (var position = 0; position < positions; position++)
        {
            for (var i = 0; i < _half; i++)
            {
                var (sine, cosine) = Math.SinCos(position * Math.Pow(theta, -2.0 * i / headSize));
                _cosines.Pointer[position * _half + i] = (float)cosine;
                _sines.Pointer[position * _half + i] = (float)sine;
            }
        }
    }

    /// <summary>Turns one head's vector in place.</summary>
    public void Rotate(float* x, int position) => Turn(x, position, 1);

    /// <summary>The inverse turn, which is also the gradient of <see cref="Rotate"/>.</summary>
    public void RotateBack(float* x, int position) => Turn(x, position, -1);

    private void Turn(float* x, int position, float direction)
    {
        var cosine = _cosines.Pointer + (long)position * _half;
        var sine = _sines.Pointer + (long)position * _half;
        for (var i = 0; i < _half; i++)
        {
            var (a, b, s) = (x[i], x[i + _half], direction * sine[i]);
            x[i] = a * cosine[i] - b * s;
            x[i + _half] = b * cosine[i] + a * s;
        }
    }
}
