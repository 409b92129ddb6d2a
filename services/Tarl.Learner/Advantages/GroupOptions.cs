using System.ComponentModel.DataAnnotations;

namespace Tarl.Learner.Advantages;

/// <summary>Which groups of episodes are learnt from, by the algorithms that compare the episodes of a group.</summary>
public sealed class GroupOptions
{
    /// <summary>A group with fewer valid episodes is dropped: it is in no gradient.</summary>
    [Range(2, 1024)]
    public int MinimumMembers { get; set; } = 2;
}
