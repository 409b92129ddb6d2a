namespace Tarl.Sandbox.GenerateDataSet;

/// <summary>Which kinds of task a world poses.</summary>
public enum TaskMix
{
    /// <summary>Every kind of one goal, and two goals in one conversation.</summary>
    Default,

    /// <summary>Half of that, and half long ones: three to five goals, orders that have to be found first. Users have more orders or reservations.</summary>
    Hard,
}
