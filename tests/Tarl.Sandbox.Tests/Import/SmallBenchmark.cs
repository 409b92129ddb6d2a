using System.Text.Json.Nodes;
using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Import;

namespace Tarl.Sandbox.Tests.Import;

/// <summary>A folder with a shop of two users in the benchmark's form, and the data set that is imported from it.</summary>
internal sealed class SmallBenchmark : IDisposable
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

    private readonly TemporaryFolder _folder = new();

    public SmallBenchmark()
    {
        Write("products.json", Products);
        Write("users.json", Users);
        Write("orders.json", Orders);
    }

    /// <summary>Where the benchmark's files lie.</summary>
    public string Path => Directory.CreateDirectory(_folder.File("shop")).FullName;

    /// <summary>Where the data set goes.</summary>
    public string Target => Directory.CreateDirectory(_folder.File("data-set")).FullName;

    public void Write(string file, string text) => File.WriteAllText(System.IO.Path.Combine(Path, file), text);

    /// <summary>Puts the same shop into τ²-bench's form, with these tasks.</summary>
    public void WriteV2(string tasks)
    {
        foreach (var file in Directory.GetFiles(Path))
        {
            File.Delete(file);
        }

        Directory.CreateDirectory(System.IO.Path.Combine(Path, "retail"));
        Write("retail/db.json", $$"""{"products": {{Products}}, "users": {{Users}}, "orders": {{Orders}}}""");
        Write("retail/tasks.json", tasks);
    }

    /// <summary>A task of τ-bench's, with its calls as JSON objects.</summary>
    public static string TaskV1(string calls, string user = "ann_li_1", string instruction = "You are Ann.", string outputs = "") =>
        $$"""{"annotator": "0", "user_id": "{{user}}", "instruction": "{{instruction}}", "actions": [{{calls}}], "outputs": [{{outputs}}]}""";

    public static string Call(string name, string arguments, string key = "kwargs") => $$"""{"name": "{{name}}", "{{key}}": {{arguments}} }""";

    public async Task<ImportedDataSet> ImportAsync() =>
        await TauBenchImport.ImportAsync(TauBenchImport.Find(Path).Domains.Single(), "small", Target, default);

    /// <summary>Imports a file <c>tasks_test.json</c> of one task.</summary>
    public async Task<(ImportedDataSet DataSet, TaskSpec Task)> ImportAsync(string task)
    {
        Write("tasks_test.json", $"[{task}]");
        var dataSet = await ImportAsync();
        return (dataSet, Tasks("test").Single());
    }

    public IReadOnlyList<TaskSpec> Tasks(string split) => TaskFile.Read(System.IO.Path.Combine(Target, split + ".jsonl"));

    public static JsonNode Json<T>(T value) => System.Text.Json.JsonSerializer.SerializeToNode(value)!;

    public void Dispose() => _folder.Dispose();
}
