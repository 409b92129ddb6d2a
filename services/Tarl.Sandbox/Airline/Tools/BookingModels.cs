using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>v2's models of what a booking or a change is given, read before anything else happens.</summary>
internal static class BookingModels
{
    public static JsonList Flights(ToolInvocation call) =>
        List(call, "flights", flight => new ModelReader("FlightInfo", flight).Text("flight_number").Text("date").Result());

    public static JsonList Passengers(ToolInvocation call) =>
        List(call, "passengers", passenger => new ModelReader("Passenger", passenger).Text("first_name").Text("last_name").Text("dob").Result());

    public static JsonList Payments(ToolInvocation call) => List(call, "payment_methods", Payment);

    public static JsonMap Payment(JsonMap payment) => new ModelReader("Payment", payment).Text("payment_id").Integer("amount").Result();

    public static JsonMap Reservation(JsonMap reservation) => new ModelReader("Reservation", reservation)
        .Text("reservation_id").Text("user_id").Text("origin").Text("destination")
        .OneOf("flight_type", "round_trip", "one_way")
        .OneOf("cabin", "business", "economy", "basic_economy")
        .Plain("flights").Plain("passengers").Plain("payment_history").Plain("created_at")
        .Integer("total_baggages").Integer("nonfree_baggages")
        .OneOf("insurance", "yes", "no")
        .Result().WithKeys("status");

    public static JsonMap Certificate(JsonMap certificate) =>
        new ModelReader("Certificate", certificate).Text("source").Text("id").Float("amount").Result();

    private static JsonList List(ToolInvocation call, string parameter, Func<JsonMap, JsonMap> read) => new(call.List(parameter).Select(value =>
        read(value as JsonMap ?? throw new PythonException($"'{PythonText.TypeName(value)}' object is no entry of {parameter}"))));
}
