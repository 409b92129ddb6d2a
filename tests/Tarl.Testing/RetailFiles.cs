namespace Tarl.Testing;

/// <summary>A shop of two users in the benchmark's form, small enough to work results out by hand.</summary>
public static class RetailFiles
{
    public const string Products = """
        {"1": {"name": "Lamp", "product_id": "1", "variants": {
           "11": {"item_id": "11", "options": {"color": "red", "size": "S"}, "available": true, "price": 10.5},
           "12": {"item_id": "12", "options": {"color": "blue", "size": "S"}, "available": true, "price": 12.25},
           "13": {"item_id": "13", "options": {"color": "grey", "size": "S"}, "available": true, "price": 9.0}}}}
        """;

    public const string Users = """
        {"ann_li_1": {"name": {"first_name": "Ann", "last_name": "Li"},
           "address": {"address1": "1 Elm Street", "address2": "", "city": "Denver", "country": "USA", "state": "CO", "zip": "80201"},
           "email": "ann@example.com", "payment_methods": {"gift_card_1": {"source": "gift_card", "balance": 64, "id": "gift_card_1"}, "paypal_1": {"source": "paypal", "id": "paypal_1"}},
           "orders": ["#W1", "#W2"]},
         "bob_ito_2": {"name": {"first_name": "Bob", "last_name": "Ito"},
           "address": {"address1": "2 Oak Street", "address2": "", "city": "Austin", "country": "USA", "state": "TX", "zip": "78701"},
           "email": "bob@example.com", "payment_methods": {"paypal_2": {"source": "paypal", "id": "paypal_2"}}, "orders": ["#W3"]}}
        """;

    public const string Orders = """
        {"#W1": {"order_id": "#W1", "user_id": "ann_li_1", "address": {"zip": "80201"}, "fulfillments": [], "status": "pending",
           "items": [{"name": "Lamp", "product_id": "1", "item_id": "11", "price": 10.5, "options": {"color": "red", "size": "S"}}],
           "payment_history": [{"transaction_type": "payment", "amount": 10.5, "payment_method_id": "gift_card_1"}]},
         "#W2": {"order_id": "#W2", "user_id": "ann_li_1", "address": {"zip": "80201"}, "fulfillments": [], "status": "delivered",
           "items": [{"name": "Lamp", "product_id": "1", "item_id": "12", "price": 12.25, "options": {"color": "blue", "size": "S"}},
                     {"name": "Lamp", "product_id": "1", "item_id": "13", "price": 9.0, "options": {"color": "grey", "size": "S"}}],
           "payment_history": [{"transaction_type": "payment", "amount": 21.25, "payment_method_id": "paypal_1"}]},
         "#W3": {"order_id": "#W3", "user_id": "bob_ito_2", "address": {"zip": "78701"}, "fulfillments": [], "status": "pending",
           "items": [{"name": "Lamp", "product_id": "1", "item_id": "11", "price": 10.5, "options": {"color": "red", "size": "S"}}],
           "payment_history": [{"transaction_type": "payment", "amount": 10.5, "payment_method_id": "paypal_2"}]}}
        """;

    /// <summary>A call that a scripted user can ask for.</summary>
    public static string Cancel { get; } = Call("cancel_pending_order", """{"order_id": "#W1", "reason": "no longer needed"}""");

    /// <summary>Writes the three tables as τ-bench has them.</summary>
    public static void WriteV1(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "products.json"), Products);
        File.WriteAllText(Path.Combine(folder, "users.json"), Users);
        File.WriteAllText(Path.Combine(folder, "orders.json"), Orders);
    }

    /// <summary>A file of τ-bench's tasks.</summary>
    public static void WriteTasksV1(string folder, string split, params string[] tasks) =>
        File.WriteAllText(Path.Combine(folder, $"tasks_{split}.json"), $"[{string.Join(",\n", tasks)}]");

    /// <summary>A task of τ-bench's, with its calls as JSON objects.</summary>
    public static string TaskV1(string calls, string user = "ann_li_1", string instruction = "You are Ann.", string outputs = "") =>
        $$"""{"annotator": "0", "user_id": "{{user}}", "instruction": "{{instruction}}", "actions": [{{calls}}], "outputs": [{{outputs}}]}""";

    public static string Call(string name, string arguments) => $$"""{"name": "{{name}}", "kwargs": {{arguments}} }""";
}
