using Tarl.Contracts.Episodes;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.GenerateTasks;

/// <summary>What the kinds of task have to know of a domain: its users, and the subject (an order, a reservation) that most goals are about.</summary>
/// <typeparam name="TUser">A user with all that is theirs.</typeparam>
/// <typeparam name="TWorld">All that tasks may speak of.</typeparam>
internal interface ITaskDomain<TUser, TWorld>
{
    string Name { get; }

    /// <summary>The fact that names a goal's subject.</summary>
    string SubjectFact { get; }

    /// <summary>The fact that names the right subject once the first was not found.</summary>
    string CorrectedSubjectFact { get; }

    IReadOnlyList<TUser> UsersOf(TWorld world);

    /// <summary>The same world, in which only some users pose tasks.</summary>
    TWorld WithUsers(TWorld world, IReadOnlyList<TUser> users);

    /// <summary>True if anyone, of the other split too, has a subject with this id.</summary>
    bool HasSubject(TWorld world, string id);

    ToolCall ReadSubject(string id);

    Identification Identify(TUser user, SeededRandom random);

    /// <summary>The user first says something that no one can be found by.</summary>
    /// <returns>Null if this user knows no second way.</returns>
    Identification? IdentifyAtSecondTry(TUser user, TWorld world, SeededRandom random);
}
