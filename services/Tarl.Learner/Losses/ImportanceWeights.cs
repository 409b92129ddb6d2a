namespace Tarl.Learner.Losses;

/// <summary>The weights that <see cref="ImportanceOptions"/> asks for. Pure.</summary>
public static class ImportanceWeights
{
    /// <param name="proximal">Logprobs under the policy at the start of the update. (S)</param>
    /// <param name="behavior">Logprobs under the policy that sampled. (S)</param>
    /// <returns>One weight a token. (S)</returns>
    public static float[] Of(ReadOnlySpan<float> proximal, ReadOnlySpan<float> behavior, ImportanceOptions options)
    {
        var weights = new float[proximal.Length];
        var sequence = 0.0;
        for (var token = 0; token < weights.Length; token++)
        {
            var logRatio = (double)proximal[token] - behavior[token];
            sequence += logRatio;
            weights[token] = (float)Weight(Math.Exp(logRatio), options);
        }

        if (options.Level == ImportanceLevel.Sequence)
        {
            Array.Fill(weights, (float)Weight(Math.Exp(sequence), options));
        }

        return weights;
    }

    private static double Weight(double ratio, ImportanceOptions options) => options.Correction switch
    {
        ImportanceCorrection.None => 1,
        ImportanceCorrection.Truncate => Math.Min(ratio, options.Max),
        ImportanceCorrection.Mask => ratio >= options.Min && ratio <= options.Max ? ratio : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Correction, "No such correction."),
    };
}
