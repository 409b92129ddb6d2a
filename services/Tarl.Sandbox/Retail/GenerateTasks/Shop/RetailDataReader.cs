using System.Text.Json;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Retail.GenerateTasks.Shop.Documents;

namespace Tarl.Sandbox.Retail.GenerateTasks.Shop;

/// <summary>Reads τ-bench's documents into the few fields that tasks are made from.</summary>
internal static class RetailDataReader
{
    public static Shopfront Read(RetailData data) => Read(
        data.Products.Deserialize<OrderedDictionary<string, ProductDocument>>(BenchmarkJson.Options)!,
        data.Users.Deserialize<OrderedDictionary<string, UserDocument>>(BenchmarkJson.Options)!,
        data.Orders.Deserialize<OrderedDictionary<string, OrderDocument>>(BenchmarkJson.Options)!);

    /// <param name="products">Product id → product, and so on, all in file order.</param>
    /// <exception cref="InvalidDataException">The tables do not fit together; the message is one sentence.</exception>
    public static Shopfront Read(
        IReadOnlyDictionary<string, ProductDocument> products,
        IReadOnlyDictionary<string, UserDocument> users,
        IReadOnlyDictionary<string, OrderDocument> orders)
    {
        var nameCounts = users.Values.CountBy(NameAndZip).ToDictionary();
        return new Shopfront
        {
            Customers = [.. users.Select(user => ReadCustomer(user.Key, user.Value, orders, nameCounts))],
            Products = products.ToDictionary(product => product.Key, product => ReadVariants(product.Value)),
            OrderIds = orders.Keys.ToHashSet(),
            Emails = users.Values.Select(user => user.Email.ToLowerInvariant()).ToHashSet(),
        };
    }

    private static Customer ReadCustomer(
        string id, UserDocument user, IReadOnlyDictionary<string, OrderDocument> orders, Dictionary<string, int> nameCounts) => new(
        id,
        user.Name.FirstName,
        user.Name.LastName,
        user.Email,
        user.Address,
        [.. user.PaymentMethods.Select(method => new PaymentMethod(method.Key, method.Value.Source, method.Value.Balance))],
        [.. user.Orders.Where(orders.ContainsKey).Distinct().Select(order => ReadOrder(order, orders[order]))],
        nameCounts[NameAndZip(user)] == 1);

    private static Order ReadOrder(string id, OrderDocument order)
    {
        if (order.PaymentHistory is not [var payment, ..])
        {
            throw new InvalidDataException($"Order '{id}' has no payment.");
        }

        return new Order(
            id, order.Status, [.. order.Items.Select(ReadItem)], payment.PaymentMethodId, payment.Amount, PythonFloat.Repr(payment.Amount));
    }

    private static OrderItem ReadItem(OrderDocument.ItemDocument item) =>
        new(item.Name, item.ProductId, item.ItemId, item.Price, PythonFloat.Repr(item.Price));

    private static IReadOnlyList<Variant> ReadVariants(ProductDocument product) =>
        [.. product.Variants.Select(variant => ReadVariant(variant.Key, variant.Value))];

    private static Variant ReadVariant(string id, ProductDocument.VariantDocument variant) => new(
        id,
        string.Join(", ", variant.Options.Select(option => $"{option.Key} {option.Value}")),
        variant.Available,
        variant.Price);

    private static string NameAndZip(UserDocument user) => string.Join('|', user.Name.FirstName, user.Name.LastName, user.Address.Zip).ToUpperInvariant();
}
