using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Storage;

namespace Tarl.Sandbox.Retail;

/// <summary>The retail domain's tables and the ways its tools find users.</summary>
internal static class RetailTables
{
    public const string Products = "products";
    public const string Users = "users";
    public const string Orders = "orders";

    public static TableLookup UserByEmail { get; } = new("email", user => user.Text("email").ToLowerInvariant());

    public static TableLookup UserByNameZip { get; } = new("name_zip", user =>
        NameZip(user.Map("name").Text("first_name"), user.Map("name").Text("last_name"), user.Map("address")["zip"] as string));

    public static IReadOnlyList<TableSchema> V1 { get; } = All([]);


    /// <summary>Names regardless of case, zip exactly; a zip that is no text matches none.</summary>
    public static string NameZip(string firstName, string lastName, string? zip) =>
        $"{firstName.ToLowerInvariant()}\n{lastName.ToLowerInvariant()}\n{zip ?? "\0"}";

    private static IReadOnlyList<TableSchema> All(IReadOnlyList<string> optionalOrderKeys) =>
        [new(Products, []), new(Users, [], UserByEmail, UserByNameZip), new(Orders, optionalOrderKeys)];
}
