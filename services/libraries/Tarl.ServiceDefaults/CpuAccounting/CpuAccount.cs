namespace Tarl.ServiceDefaults.CpuAccounting;

/// <summary>What a run's CPU time is spent on.</summary>
public enum CpuAccount
{
    /// <summary>Sampling: the policy server's forward passes.</summary>
    Rollout,

    /// <summary>Cloning and reinforcement: forward, backward, optimiser.</summary>
    Training,
    Sandbox,
    User,
    Verifier,
    Judge,

    /// <summary>None of the others; charged on thread-pool threads, whose time would count as the bus's.</summary>
    Other,
}
