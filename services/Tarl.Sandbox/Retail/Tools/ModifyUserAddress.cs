using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>Replaces a user's own address; the orders keep theirs.</summary>
internal static class ModifyUserAddress
{
    public static ToolOutput Invoke(ToolInvocation call)
    {
        var id = call.Key("user_id");
        if (call.Data.Read(RetailTables.Users, id) is not { } user)
        {
            return call.Fail("user not found");
        }

        user["address"] = PostalAddress.Read(call);
        return new ToolOutput(call.Data.Write(RetailTables.Users, id!, user));
    }
}
