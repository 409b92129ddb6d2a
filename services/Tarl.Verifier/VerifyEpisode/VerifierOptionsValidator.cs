using Microsoft.Extensions.Options;

namespace Tarl.Verifier.VerifyEpisode;

[OptionsValidator]
internal sealed partial class VerifierOptionsValidator : IValidateOptions<VerifierOptions>;
