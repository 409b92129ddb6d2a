using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>A variant by its item id, whatever product it belongs to (v2 only).</summary>
internal static class GetItemDetails
{
    public static ToolOutput Invoke(ToolInvocation call)
    {
        var id = call.Key("item_id");
        foreach (var productId in call.Data.Ids(RetailTables.Products))
        {
            if (id is not null && call.Data.Peek(RetailTables.Products, productId)!.Map("variants").TryGetValue(id, out var variant))
            {
                return new ToolOutput(PythonJsonWriter.Write(variant));
            }
        }

        return call.Fail("item not found");
    }
}
