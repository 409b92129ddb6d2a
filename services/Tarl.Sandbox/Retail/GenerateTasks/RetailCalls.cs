using System.Text.Json;
using System.Text.Json.Nodes;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;

namespace Tarl.Sandbox.Retail.GenerateTasks;

/// <summary>Calls of τ-bench's retail tools, arguments in the order of their parameters.</summary>
internal static class RetailCalls
{
    public static ToolCall FindByEmail(string email) => Call("find_user_id_by_email", new() { ["email"] = email });

    public static ToolCall FindByNameAndZip(Customer customer) => Call("find_user_id_by_name_zip", new()
    {
        ["first_name"] = customer.FirstName,
        ["last_name"] = customer.LastName,
        ["zip"] = customer.Address.Zip,
    });

    public static ToolCall UserDetails(Customer customer) => Call("get_user_details", new() { ["user_id"] = customer.UserId });

    public static ToolCall OrderDetails(string orderId) => Call("get_order_details", new() { ["order_id"] = orderId });

    public static ToolCall ProductDetails(string productId) => Call("get_product_details", new() { ["product_id"] = productId });

    public static ToolCall Cancel(Order order, string reason) =>
        Call("cancel_pending_order", new() { ["order_id"] = order.Id, ["reason"] = reason });

    public static ToolCall Return(Order order, IEnumerable<OrderItem> items, string methodId) => Call("return_delivered_order_items", new()
    {
        ["order_id"] = order.Id,
        ["item_ids"] = Ids(items.Select(item => item.ItemId)),
        ["payment_method_id"] = methodId,
    });

    /// <param name="tool">The exchange of delivered or the modification of pending items: their parameters are the same.</param>
    public static ToolCall Swap(string tool, Order order, IEnumerable<OrderItem> items, IEnumerable<Variant> wanted, string methodId) => Call(tool, new()
    {
        ["order_id"] = order.Id,
        ["item_ids"] = Ids(items.Select(item => item.ItemId)),
        ["new_item_ids"] = Ids(wanted.Select(variant => variant.ItemId)),
        ["payment_method_id"] = methodId,
    });

    public static ToolCall ModifyAddress(Order order, Address address) =>
        Call("modify_pending_order_address", WithAddress(new() { ["order_id"] = order.Id }, address));

    public static ToolCall ModifyUserAddress(Customer customer, Address address) =>
        Call("modify_user_address", WithAddress(new() { ["user_id"] = customer.UserId }, address));

    public static ToolCall ModifyPayment(Order order, string methodId) =>
        Call("modify_pending_order_payment", new() { ["order_id"] = order.Id, ["payment_method_id"] = methodId });

    private static JsonObject WithAddress(JsonObject arguments, Address address)
    {
        arguments["address1"] = address.Address1;
        arguments["address2"] = address.Address2;
        arguments["city"] = address.City;
        arguments["state"] = address.State;
        arguments["country"] = address.Country;
        arguments["zip"] = address.Zip;
        return arguments;
    }

    private static JsonArray Ids(IEnumerable<string> ids) => [.. ids.Select(id => JsonValue.Create(id))];

    private static ToolCall Call(string name, JsonObject arguments) =>
        new() { Name = name, Arguments = JsonSerializer.SerializeToElement(arguments) };
}
