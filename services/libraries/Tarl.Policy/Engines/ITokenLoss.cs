namespace Tarl.Policy.Engines;

/// <summary>A training objective, as the engine sees it: derivatives per sampled token. Pure; called from several threads at once.</summary>
public interface ITokenLoss
{
    /// <param name="sequence">Index of the sequence in the batch given to the engine.</param>
    void Evaluate(int sequence, TokenScoresView scores, TokenGradientsView gradients);
}
