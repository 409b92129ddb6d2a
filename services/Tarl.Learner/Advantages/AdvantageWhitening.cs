namespace Tarl.Learner.Advantages;

/// <summary>Advantages with mean 0 and deviation 1 over all sampled tokens of a batch.</summary>
public static class AdvantageWhitening
{
    /// <summary>Keeps advantages that are all alike from being divided by 0.</summary>
    private const double Epsilon = 1e-8;

    /// <summary>Changes the advantages in place, by mean and population deviation; a batch without tokens stays as it is.</summary>
    /// <param name="advantages">One array an episode; null entries are passed over. (N)(S)</param>
    public static void Apply(IEnumerable<double[]?> advantages)
    {
        var learnt = advantages.OfType<double[]>().ToArray();
        var tokens = learnt.Sum(episode => (long)episode.Length);
        if (tokens == 0)
        {
            return;
        }

        var mean = learnt.Sum(episode => episode.Sum()) / tokens;
        var deviation = Math.Sqrt(learnt.Sum(episode => episode.Sum(advantage => (advantage - mean) * (advantage - mean))) / tokens);
        foreach (var episode in learnt)
        {
            for (var token = 0; token < episode.Length; token++)
            {
                episode[token] = (episode[token] - mean) / (deviation + Epsilon);
            }
        }
    }
}
