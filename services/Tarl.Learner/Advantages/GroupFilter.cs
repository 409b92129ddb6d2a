namespace Tarl.Learner.Advantages;

/// <summary>Which whole groups are left out of the gradient.</summary>
public enum GroupFilter
{
    /// <summary>None. A group whose rewards are all equal has advantages of 0, and its tokens count in the mean over tokens.</summary>
    None,

    /// <summary>Those whose rewards are all equal (DAPO, arXiv 2503.14476, without sampling others in their place): the mean is over the tokens that teach.</summary>
    ZeroVariance,
}
