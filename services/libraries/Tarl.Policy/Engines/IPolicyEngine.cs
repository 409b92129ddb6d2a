using Tarl.Policy.Model;

namespace Tarl.Policy.Engines;

/// <summary>
/// A policy with a value head: scores, gradients, optimiser steps and generation. It knows no algorithm, only <see cref="ITokenLoss"/>.
/// One caller at a time, except that generators may run while the owner scores or steps.
/// </summary>
public interface IPolicyEngine : IDisposable
{
    ModelConfig Config { get; }

    /// <summary>Logprob, entropy and value of every sampled token, in the order of the batch.</summary>
    IReadOnlyList<TokenScores> Score(IReadOnlyList<TokenSequence> batch, CancellationToken ct);

    /// <summary>
    /// Forward, loss and backward over the batch; adds to the gradients of earlier calls since the last <see cref="Step"/>.
    /// When cancelled or failed, all gradients are back at zero.
    /// </summary>
    void AccumulateGradients(IReadOnlyList<TokenSequence> batch, ITokenLoss loss, CancellationToken ct);

    /// <summary>
    /// Clips by global norm, applies AdamW, zeroes the gradients and returns the norm before clipping.
    /// A norm that is not finite changes no weight.
    /// </summary>
    double Step(AdamWOptions options);

    /// <summary>Writes the transformer, without the value head, as safetensors with Hugging Face's names, atomically.</summary>
    void SaveWeights(string path);

    /// <summary>
    /// Reads the transformer; the value head becomes zero if the file holds none.
    /// Throws <see cref="InvalidDataException"/> and changes nothing when the file is damaged or made for another model.
    /// </summary>
    void LoadWeights(string path);

    /// <summary>Writes the value head, <c>value_head.weight</c> (1, hidden) and <c>value_head.bias</c> (1), as safetensors, atomically.</summary>
    void SaveValueHead(string path);

    /// <summary>Throws <see cref="InvalidDataException"/> and changes nothing when the file is damaged or made for another model.</summary>
    void LoadValueHead(string path);

    /// <summary>Writes the moments and the step count, atomically.</summary>
    void SaveOptimizer(string path);

    /// <summary>Throws <see cref="InvalidDataException"/> and changes nothing when the file is damaged or made for another model.</summary>
    void LoadOptimizer(string path);

    IGenerator CreateGenerator();
}
