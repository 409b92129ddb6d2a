using System.ComponentModel.DataAnnotations;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.GenerateData;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateData;

/// <summary>Makes a shop like τ-bench's: the same keys and shapes, consistent amounts, other people and orders.</summary>
public static class RetailDataGenerator
{
    /// <summary>The same options and seed give the same data, to the last digit.</summary>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public static RetailData Generate(RetailDataOptions options, ulong seed)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        CheckRoomForUsers(options);
        var products = new ProductGenerator(options, Part(seed, "products")).Generate();
        var userRandom = Part(seed, "users");
        var userGenerator = new UserGenerator(options, userRandom);
        var orderRandom = Part(seed, "orders");
        var orderGenerator = new OrderGenerator(options, products, orderRandom, addresses: userRandom);
        var (users, orders) = (new JsonMap(), new JsonMap());
        for (var i = 0; i < options.Users; i++)
        {
            var (id, user) = userGenerator.Next();
            users[id] = user;
            for (var n = FewRatherThanMany.Draw(orderRandom, options.MaxOrders); n > 0; n--)
            {
                var order = orderGenerator.Next(id, user);
                orders[order.Text("order_id")] = order;
                user.List("orders").Add(order["order_id"]);
            }
        }

        return new RetailData { Products = DocumentTables.ToObject(products), Users = DocumentTables.ToObject(users), Orders = DocumentTables.ToObject(orders) };
    }

    // Twelve cities with a hundred zip codes each; half of them are left free, so that drawing stays quick.
    private static void CheckRoomForUsers(RetailDataOptions options)
    {
        var room = options.FirstNames * options.LastNames * PeopleVocabulary.Cities.Count * 50;
        if (options.Users > room)
        {
            throw new ValidationException($"{options.Users} users need more than {options.FirstNames} first and {options.LastNames} last names.");
        }
    }

    private static SeededRandom Part(ulong seed, string name) => new(SeededRandom.Derive(seed, "retail-data/" + name));
}
