using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>A product with all its variants, available or not.</summary>
internal static class GetProductDetails
{
    public static ToolOutput Invoke(ToolInvocation call) =>
        call.Data.ReadText(RetailTables.Products, call.Key("product_id")) is { } text ? new ToolOutput(text) : call.Fail("product not found");
}
