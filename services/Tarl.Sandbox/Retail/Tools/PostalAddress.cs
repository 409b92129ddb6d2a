using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>The address that two tools take in the same six parameters.</summary>
internal static class PostalAddress
{
    // v1 stores the parameters' order, v2 its model's.
    private static readonly string[] s_v1Keys = ["address1", "address2", "city", "state", "country", "zip"];
    private static readonly string[] s_v2Keys = ["address1", "address2", "city", "country", "state", "zip"];

    public static JsonMap Read(ToolInvocation call)
    {
        var address = new JsonMap();
        foreach (var key in call.IsV1 ? s_v1Keys : s_v2Keys)
        {
            address[key] = call[key];
        }

        return address;
    }
}
