using Tarl.Contracts.Episodes;

namespace Tarl.UserSimulator.SimulateTurn.ReAct.Faults;

/// <summary>Something that a simulated user must not do, and that the agent must not pay for.</summary>
internal interface IUserFault
{
    /// <summary>What it is counted as: <c>leak</c>, <c>invented-id</c>, …</summary>
    string Name { get; }

    /// <returns>What is wrong, in words for the model; null if nothing is.</returns>
    string? Find(UserReply reply, SimulateUserTurn request);
}
