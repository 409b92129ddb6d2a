namespace Tarl.Learner.Advantages;

/// <summary>The advantages of one group's members, at least two, whose rewards are not all equal. (M)</summary>
public delegate void GroupFormula(ReadOnlySpan<double> rewards, Span<double> advantages);
