using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>The refusals for ids that nothing is found under: v2 quotes the id.</summary>
internal static class Missing
{
    public static ToolOutput User(ToolInvocation call) =>
        call.Fail("user not found", $"User {PythonText.Str(call["user_id"])} not found");

    public static ToolOutput Reservation(ToolInvocation call) =>
        call.Fail("reservation not found", $"Reservation {PythonText.Str(call["reservation_id"])} not found");
}
