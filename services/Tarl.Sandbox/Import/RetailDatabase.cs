using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.Sandbox.Retail.GenerateTasks.Shop.Documents;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Import;

/// <summary>The shop's tables as published: v1 one file a table, v2 one file with all.</summary>
internal sealed record RetailDatabase
{
    public required OrderedDictionary<string, ProductDocument> Products { get; init; }
    public required OrderedDictionary<string, UserDocument> Users { get; init; }
    public required OrderedDictionary<string, OrderDocument> Orders { get; init; }

    /// <exception cref="InvalidDataException">A file is missing or damaged; the message is one sentence with the position.</exception>
    public static Shopfront ReadShop(TauBenchDomain source)
    {
        string File(string name) => Path.Combine(source.Path, name);
        var database = source.Target.Version == BenchmarkVersion.V2
            ? BenchmarkJson.ReadFile<RetailDatabase>(File("db.json"))
            : new RetailDatabase
            {
                Products = BenchmarkJson.ReadFile<OrderedDictionary<string, ProductDocument>>(File("products.json")),
                Users = BenchmarkJson.ReadFile<OrderedDictionary<string, UserDocument>>(File("users.json")),
                Orders = BenchmarkJson.ReadFile<OrderedDictionary<string, OrderDocument>>(File("orders.json")),
            };
        return RetailDataReader.Read(database.Products, database.Users, database.Orders);
    }
}
