using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>A user's id by name, whatever its case, and exact zip code.</summary>
internal static class FindUserIdByNameZip
{
    public static ToolOutput Invoke(ToolInvocation call)
    {
        var key = RetailTables.NameZip(call.Text("first_name", "lower"), call.Text("last_name", "lower"), call["zip"] as string ?? "\u0001");
        var found = call.Data.Find(RetailTables.Users, RetailTables.UserByNameZip, key);
        return found.Count > 0 ? new ToolOutput(found[0]) : call.Fail("user not found");
    }
}
