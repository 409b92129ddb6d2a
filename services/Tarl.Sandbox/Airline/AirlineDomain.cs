using Tarl.Sandbox.Airline.Tools;
using Tarl.Sandbox.Storage;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline;

/// <summary>The airline: its tables, and each version's tools.</summary>
internal static class AirlineDomain
{
    private static readonly Dictionary<string, ToolBody> s_bodies = new(StringComparer.Ordinal)
    {
        ["book_reservation"] = BookReservation.Invoke,
        ["calculate"] = CommonTools.Calculate,
        ["cancel_reservation"] = CancelReservation.Invoke,
        ["get_flight_status"] = GetFlightStatus.Invoke,
        ["get_reservation_details"] = GetReservationDetails.Invoke,
        ["get_user_details"] = GetUserDetails.Invoke,
        ["list_all_airports"] = ListAllAirports.Invoke,
        ["search_direct_flight"] = SearchDirectFlight.Invoke,
        ["search_onestop_flight"] = SearchOnestopFlight.Invoke,
        ["send_certificate"] = SendCertificate.Invoke,
        ["think"] = CommonTools.Think,
        ["transfer_to_human_agents"] = CommonTools.TransferToHumanAgents,
        ["update_reservation_baggages"] = UpdateReservationBaggages.Invoke,
        ["update_reservation_flights"] = UpdateReservationFlights.Invoke,
        ["update_reservation_passengers"] = UpdateReservationPassengers.Invoke,
    };

    public static Domain V1 { get; } = Build(BenchmarkVersion.V1, AirlineTables.V1, "Airline/TauBench/v1", "wiki.md");

    public static Domain V2 { get; } = Build(BenchmarkVersion.V2, AirlineTables.V2, "Airline/TauBench/v2", "policy.md");

    private static Domain Build(BenchmarkVersion version, IReadOnlyList<TableSchema> tables, string folder, string guidelines) => new(
        "airline",
        version,
        tables,
        [.. ToolResources.ReadDefinitions(folder).Select(definition => new Tool(
            definition, version, ToolSignature.PythonNameOf(definition.Name, version, "AirlineTools"), s_bodies[definition.Name]))],
        ToolResources.ReadText(folder, guidelines));
}
