using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Airline.Tools;

/// <summary>A user's profile.</summary>
internal static class GetUserDetails
{
    public static ToolOutput Invoke(ToolInvocation call) => call.Data.ReadText(AirlineTables.Users, call.Key("user_id")) is { } text
        ? new ToolOutput(text)
        : Missing.User(call);
}
