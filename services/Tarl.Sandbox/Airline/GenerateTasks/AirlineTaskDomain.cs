using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.Sandbox.GenerateTasks;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateTasks;

/// <summary>Travellers, who know their user id, and their reservations.</summary>
internal sealed class AirlineTaskDomain : ITaskDomain<Traveller, RouteNetwork>
{
    public string Name => "airline";

    public string SubjectFact => FactNames.ReservationId;

    public string CorrectedSubjectFact => FactNames.CorrectedReservationId;

    public IReadOnlyList<Traveller> UsersOf(RouteNetwork world) => world.Travellers;

    public RouteNetwork WithUsers(RouteNetwork world, IReadOnlyList<Traveller> users) => world with { Travellers = users };

    public bool HasSubject(RouteNetwork world, string id) => world.ReservationIds.Contains(id);

    public ToolCall ReadSubject(string id) => AirlineCalls.ReservationDetails(id);

    public Identification Identify(Traveller user, SeededRandom random) => new(
        new Dictionary<string, string> { ["user_id"] = user.UserId },
        [AirlineCalls.UserDetails(user.UserId)],
        $"You are {user.Self.Name}, user id {user.UserId}.");

    /// <summary>The user first gives a user id that no one has, then the right one.</summary>
    public Identification? IdentifyAtSecondTry(Traveller user, RouteNetwork world, SeededRandom random)
    {
        var unknown = Mistyping.Of(user.UserId, world.UserIds.Contains, random);
        return new Identification(
            new Dictionary<string, string> { ["user_id"] = unknown, ["corrected_user_id"] = user.UserId },
            [AirlineCalls.UserDetails(unknown), AirlineCalls.UserDetails(user.UserId)],
            $"You are {user.Self.Name}, user id {user.UserId}. You first give the user id {unknown} by mistake.");
    }
}
