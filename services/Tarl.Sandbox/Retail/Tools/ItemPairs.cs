using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail.Tools;

/// <summary>The pairs of old and new items that exchange and modify share, with their checks.</summary>
internal static class ItemPairs
{
    private static readonly object s_none = new();

    /// <summary>Ids in Python's order of strings. All of them are the order's or a product's own by now.</summary>
    public static JsonList Sorted(JsonList ids) => new(ids.Order(Comparer<object?>.Create((a, b) => string.CompareOrdinal((string)a!, (string)b!))));

    /// <summary>The first id that is asked for more often than the order has it, or null.</summary>
    public static string? FirstMissing(JsonMap order, JsonList itemIds)
    {
        var owned = order.List("items").Maps().Select(item => item.Text("item_id")).ToList();
        var missing = itemIds.FirstOrDefault(
            id => itemIds.Count(other => PythonValue.AreEqual(id, other)) > owned.Count(have => Equals(have, id)),
            s_none);
        return ReferenceEquals(missing, s_none) ? null : PythonText.Str(missing);
    }

    /// <summary>The first item of the order with this id.</summary>
    public static JsonMap Item(JsonMap order, object? itemId) =>
        order.List("items").Maps().FirstOrDefault(item => Equals(item["item_id"], itemId)) ?? throw new PythonException("list index out of range");

    /// <summary>The variant of the item's product under another item id, or null.</summary>
    public static JsonMap? Variant(ToolInvocation call, JsonMap item, object? newItemId)
    {
        var variants = call.Data.Peek(RetailTables.Products, item.Text("product_id"))!.Map("variants");
        return ToolInvocation.AsKey(newItemId) is { } key && variants.TryGetValue(key, out var variant) ? (JsonMap)variant! : null;
    }

    /// <summary>New minus old prices, pair by pair from an integer 0; or the refusal of the first pair that does not do.</summary>
    public static (object? Difference, ToolOutput? Refusal) Price(
        ToolInvocation call, JsonMap order, JsonList oldIds, JsonList newIds, bool mustDiffer)
    {
        var difference = PythonNumber.Zero;
        for (var i = 0; i < oldIds.Count; i++)
        {
            if (!call.IsV1 && mustDiffer && PythonValue.AreEqual(oldIds[i], newIds[i]))
            {
                return (null, call.Fail("the new item id should be different from the old item id"));
            }

            var item = Item(order, oldIds[i]);
            var variant = Variant(call, item, newIds[i]);
            if (variant is null && !call.IsV1)
            {
                return (null, call.Fail("variant not found"));
            }

            if (variant?["available"] is not true)
            {
                return (null, call.Fail($"new item {PythonText.Str(newIds[i])} not found or available"));
            }

            difference = PythonNumber.Add(difference, PythonNumber.Subtract(variant["price"], item["price"]));
        }

        return (difference, null);
    }
}
