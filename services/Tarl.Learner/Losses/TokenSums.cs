namespace Tarl.Learner.Losses;

/// <summary>Sums over one sequence's sampled tokens.</summary>
internal struct TokenSums
{
    public long Tokens;
    public long Clipped;
    public double Loss;
    public double ApproximateKl;
    public double ReferenceKl;
    public double ValueLoss;
    public double Entropy;
    public double Ratio;
    public double ImportanceWeight;

    public void Add(in TokenSums other)
    {
        Tokens += other.Tokens;
        Clipped += other.Clipped;
        Loss += other.Loss;
        ApproximateKl += other.ApproximateKl;
        ReferenceKl += other.ReferenceKl;
        ValueLoss += other.ValueLoss;
        Entropy += other.Entropy;
        Ratio += other.Ratio;
        ImportanceWeight += other.ImportanceWeight;
    }
}
