namespace Tarl.Curriculum.Samplers.Staged.Orders;

/// <summary>By kind, in an order that somebody has given.</summary>
public sealed class KindsOrder(StagedSamplerOptions options) : IStageOrder
{
    public string Name => "kinds";

    public int[] StageOf(SamplingRound round)
    {
        var stages = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (kind, stage) in options.Kinds.SelectMany((entry, stage) => entry.Split('+').Select(kind => (kind, stage))))
        {
            if (!stages.TryAdd(kind, stage))
            {
                throw new InvalidDataException($"StagedSampler:Kinds names the kind '{kind}' twice.");
            }
        }

        if (stages.Keys.Except(round.Tasks.Select(task => task.Kind)).FirstOrDefault() is { } missing)
        {
            throw new InvalidDataException($"StagedSampler:Kinds names the kind '{missing}', of which there is no task; there are {string.Join(", ", round.Tasks.Select(task => task.Kind).Distinct().Order(StringComparer.Ordinal))}.");
        }

        return [.. round.Tasks.Select(task => stages.GetValueOrDefault(task.Kind, options.Kinds.Count))];
    }
}
