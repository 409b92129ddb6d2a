using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>A user's profile.</summary>
internal static class GetUserDetails
{
    public static ToolOutput Invoke(ToolInvocation call) =>
        call.Data.ReadText(RetailTables.Users, call.Key("user_id")) is { } text ? new ToolOutput(text) : call.Fail("user not found");
}
