namespace Tarl.Sandbox.Airline.GenerateTasks.Network;

/// <param name="Membership"><c>regular</c>, <c>silver</c> or <c>gold</c>.</param>
internal sealed record Traveller(
    string UserId,
    Passenger Self,
    IReadOnlyList<Passenger> Companions,
    string Membership,
    IReadOnlyList<PaymentMethod> PaymentMethods,
    IReadOnlyList<Reservation> Reservations);
