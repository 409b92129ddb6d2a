using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Import.Tasks;

namespace Tarl.Sandbox.Import.Scripts;

/// <summary>Tells which airline calls write. Their wishes are not put into words yet.</summary>
internal sealed class AirlineGoalReader(IReadOnlySet<string> users) : IGoalReader
{
    public bool HasUser(string userId) => users.Contains(userId);

    public string? IntentOf(ToolCall call) => call.Name switch
    {
        "book_reservation" => Intents.BookReservation,
        "cancel_reservation" => Intents.CancelReservation,
        "update_reservation_flights" => Intents.ChangeFlights,
        "update_reservation_baggages" => Intents.ChangeBaggage,
        "update_reservation_passengers" => Intents.ChangePassengers,
        "send_certificate" => Intents.Compensation,
        _ => null,
    };

    public string? OwnerOf(ToolCall write) => null;

    public (IReadOnlyDictionary<string, string> Identity, IReadOnlyList<ToolCall> Calls) Identify(string userId, BenchmarkTask task) =>
        (new Dictionary<string, string>(), []);

    public ScriptedGoal? TryRead(string userId, ToolCall write, out NoScript? why)
    {
        why = new("no scripted user plays the airline", write.Name);
        return null;
    }
}
