using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>A user's id by email, whatever its case.</summary>
internal static class FindUserIdByEmail
{
    public static ToolOutput Invoke(ToolInvocation call)
    {
        var found = call.Data.Find(RetailTables.Users, RetailTables.UserByEmail, call.Text("email", "lower").ToLowerInvariant());
        return found.Count > 0 ? new ToolOutput(found[0]) : call.Fail("user not found");
    }
}
