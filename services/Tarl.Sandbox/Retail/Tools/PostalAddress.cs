using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>The address that two tools take in the same six parameters.</summary>
internal static class PostalAddress
{
    private static readonly string[] s_parameters = ["address1", "address2", "city", "state", "country", "zip"];

    /// <summary>v1 stores whatever it is given, in its parameters' order; v2 only texts, in its model's.</summary>
    public static JsonMap Read(ToolInvocation call)
    {
        var address = new JsonMap();
        foreach (var key in s_parameters)
        {
            address[key] = call[key];
        }

        return call.IsV1
            ? address
            : new ModelReader("UserAddress", address)
                .Text("address1").Text("address2").Text("city").Text("country").Text("state").Text("zip").Result();
    }
}
