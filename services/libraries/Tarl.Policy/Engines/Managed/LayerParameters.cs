namespace Tarl.Policy.Engines.Managed;

/// <summary>The tensors of one transformer layer; matrices are (outputs, inputs), as Hugging Face stores them.</summary>
internal sealed record LayerParameters(
    Parameter InputNorm,
    Parameter Query,
    Parameter Key,
    Parameter Value,
    Parameter QueryNorm,
    Parameter KeyNorm,
    Parameter Output,
    Parameter MiddleNorm,
    Parameter Gate,
    Parameter Up,
    Parameter Down);
