using Tarl.Sandbox.Retail.Tools;
using Tarl.Sandbox.Storage;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Retail;

/// <summary>The shop: its tables, and each version's tools.</summary>
internal static class RetailDomain
{
    private static readonly Dictionary<string, ToolBody> s_bodies = new(StringComparer.Ordinal)
    {
        ["calculate"] = CommonTools.Calculate,
        ["cancel_pending_order"] = CancelPendingOrder.Invoke,
        ["exchange_delivered_order_items"] = ExchangeDeliveredOrderItems.Invoke,
        ["find_user_id_by_email"] = FindUserIdByEmail.Invoke,
        ["find_user_id_by_name_zip"] = FindUserIdByNameZip.Invoke,
        ["get_item_details"] = GetItemDetails.Invoke,
        ["get_order_details"] = GetOrderDetails.Invoke,
        ["get_product_details"] = GetProductDetails.Invoke,
        ["get_user_details"] = GetUserDetails.Invoke,
        ["list_all_product_types"] = ListAllProductTypes.Invoke,
        ["modify_pending_order_address"] = ModifyPendingOrderAddress.Invoke,
        ["modify_pending_order_items"] = ModifyPendingOrderItems.Invoke,
        ["modify_pending_order_payment"] = ModifyPendingOrderPayment.Invoke,
        ["modify_user_address"] = ModifyUserAddress.Invoke,
        ["return_delivered_order_items"] = ReturnDeliveredOrderItems.Invoke,
        ["think"] = CommonTools.Think,
        ["transfer_to_human_agents"] = CommonTools.TransferToHumanAgents,
    };

    public static Domain V1 { get; } = Build(BenchmarkVersion.V1, RetailTables.V1, "Retail/TauBench/v1", "wiki.md");

    public static Domain V2 { get; } = Build(BenchmarkVersion.V2, RetailTables.V2, "Retail/TauBench/v2", "policy.md");

    private static Domain Build(BenchmarkVersion version, IReadOnlyList<TableSchema> tables, string folder, string guidelines) => new(
        "retail",
        version,
        tables,
        [.. ToolResources.ReadDefinitions(folder).Select(definition => new Tool(
            definition, version, ToolSignature.PythonNameOf(definition.Name, version, "RetailTools"), s_bodies[definition.Name]))],
        ToolResources.ReadText(folder, guidelines));
}
