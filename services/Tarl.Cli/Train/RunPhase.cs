namespace Tarl.Cli.Train;

/// <summary>What a run does, in this order.</summary>
public enum RunPhase
{
    DoNothing,
    Demonstrator,
    Demonstrations,
    Cloning,
    Base,
    Reinforcement,
    Trained,
}
