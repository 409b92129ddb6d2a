namespace Tarl.Learner.UpdatePolicy;

/// <summary>An update's figures by their names in <c>metrics.jsonl</c>; all that depends on the machine's speed ends in Seconds or PerSecond.</summary>
public static class UpdateMetrics
{
    /// <summary>Figures that the algorithm has not are left out.</summary>
    public static Dictionary<string, double> Of(int update, UpdateSummary summary, TimeSpan rollout, TimeSpan training)
    {
        var metrics = new Dictionary<string, double>
        {
            ["update"] = update,
            ["passRate"] = summary.PassRate,
            ["reward"] = summary.Reward,
            ["kl"] = summary.Kl,
            ["clipFraction"] = summary.ClipFraction,
            ["entropy"] = summary.Entropy,
            ["loss"] = summary.Loss,
            ["gradientNorm"] = summary.GradientNorm,
            ["staleness"] = summary.Staleness,
            ["maxStaleness"] = summary.MaxStaleness,
            ["episodes"] = summary.Episodes,
            ["failures"] = summary.Failures,
            ["staleEpisodes"] = summary.Stale,
            ["droppedGroups"] = summary.DroppedGroups,
            ["zeroVarianceGroups"] = summary.ZeroVarianceGroups,
            ["refusedGroups"] = summary.RefusedGroups.Count,
            ["tokens"] = summary.Tokens,
            ["sampledTokens"] = summary.SampledTokens,
            ["tokensPerSecond"] = summary.Tokens / (rollout + training).TotalSeconds,
            ["rolloutSeconds"] = rollout.TotalSeconds,
            ["trainingSeconds"] = training.TotalSeconds,
            ["optimizerSteps"] = summary.OptimizerSteps,
        };
        foreach (var (name, value) in ((string, double?)[])[("referenceKl", summary.ReferenceKl), ("valueLoss", summary.ValueLoss), ("explainedVariance", summary.ExplainedVariance), ("importanceWeight", summary.ImportanceWeight)])
        {
            if (value is { } figure) metrics[name] = figure;
        }

        foreach (var (reason, groups) in summary.RefusedGroups.Values.CountBy(reason => reason).OrderBy(reason => reason.Key, StringComparer.Ordinal))
        {
            metrics[$"refusedGroups/{reason}"] = groups;
        }

        return metrics;
    }
}
