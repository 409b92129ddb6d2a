using Tarl.Learner.Losses;

namespace Tarl.Learner.UpdatePolicy;

/// <summary>What one minibatch saw and did.</summary>
/// <param name="GradientNorm">Before clipping; 0 if no optimiser step was taken.</param>
public readonly record struct StepSummary(PolicyGradientSummary Loss, double GradientNorm);
