using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Storage;

namespace Tarl.Sandbox.Retail;

/// <summary>The retail domain's tables and the ways its tools find users.</summary>
internal static class RetailTables
{
    public const string Products = "products";
    public const string Users = "users";
    public const string Orders = "orders";

    private static readonly string[] s_laterOrderKeys =
    [
        "cancel_reason", "exchange_items", "exchange_new_items", "exchange_payment_method_id", "exchange_price_difference", "return_items",
        "return_payment_method_id",
    ];

    public static TableLookup UserByEmail { get; } = new("email", user => user.Text("email").ToLowerInvariant());

    public static TableLookup UserByNameZip { get; } = new("name_zip", user =>
        NameZip(user.Map("name").Text("first_name"), user.Map("name").Text("last_name"), user.Map("address")["zip"] as string));

    public static IReadOnlyList<TableSchema> V1 { get; } = [new(Products), new(Users, UserByEmail, UserByNameZip), new(Orders)];

    public static IReadOnlyList<TableSchema> V2 { get; } =
        [new(Products), new(Users, UserByEmail, UserByNameZip), new(Orders, order => order.WithKeys(s_laterOrderKeys))];

    /// <summary>Names regardless of case, zip exactly; a zip that is no text matches none.</summary>
    public static string NameZip(string firstName, string lastName, string? zip) =>
        $"{firstName.ToLowerInvariant()}\n{lastName.ToLowerInvariant()}\n{zip ?? "\0"}";
}
