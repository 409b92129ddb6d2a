using System.ComponentModel.DataAnnotations;

namespace Tarl.Learner.Advantages;

/// <summary>Generalised advantage estimation, token by token.</summary>
public sealed class GaeOptions
{
    /// <summary>The discount γ from one sampled token to the next.</summary>
    [Range(0.0, 1.0)]
    public double Gamma { get; set; } = 1;

    /// <summary>λ: 1 takes the rewards as they came, 0 the value of the next token. With 0.95, a token 48 tokens before a reward sees a tenth of it.</summary>
    [Range(0.0, 1.0)]
    public double Lambda { get; set; } = 1;
}
