using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Tarl.Sandbox.Retail;
using Tarl.Sandbox.Retail.GenerateData;

namespace Tarl.Sandbox.Tests.Retail.GenerateData;

public class RetailDataGeneratorTests
{
    private static readonly RetailData s_data = RetailDataGenerator.Generate(new RetailDataOptions { Users = 400 }, seed: 3);

    [Fact]
    public void Generate_SameSeed_SameText()
    {
        var again = RetailDataGenerator.Generate(new RetailDataOptions { Users = 400 }, seed: 3);
        var other = RetailDataGenerator.Generate(new RetailDataOptions { Users = 400 }, seed: 4);
        Assert.Equal(s_data.Orders.ToJsonString(), again.Orders.ToJsonString());
        Assert.Equal(s_data.Users.ToJsonString(), again.Users.ToJsonString());
        Assert.Equal(s_data.Products.ToJsonString(), again.Products.ToJsonString());
        Assert.NotEqual(s_data.Users.ToJsonString(), other.Users.ToJsonString());
    }

    [Fact]
    public void Generate_EveryOrder_IsPaidInFullByItsUser()
    {
        foreach (var (id, order) in s_data.Orders)
        {
            var user = s_data.Users[order!["user_id"]!.GetValue<string>()]!;
            var payment = order["payment_history"]![0]!;
            var sum = order["items"]!.AsArray().Sum(item => (decimal)item!["price"]!.GetValue<double>());
            Assert.Equal(sum, (decimal)payment["amount"]!.GetValue<double>());
            Assert.True(user["payment_methods"]!.AsObject().ContainsKey(payment["payment_method_id"]!.GetValue<string>()));
            Assert.Contains(id, user["orders"]!.AsArray().Select(own => own!.GetValue<string>()));
            Assert.Equal(id, order["order_id"]!.GetValue<string>());
        }
    }

    [Fact]
    public void Generate_EveryOrder_HasWhatItsStatusBrings()
    {
        foreach (var (_, order) in s_data.Orders)
        {
            var status = order!["status"]!.GetValue<string>();
            Assert.Equal(status is "delivered" or "processed" ? 1 : 0, order["fulfillments"]!.AsArray().Count);
            Assert.Equal(status == "cancelled" ? 2 : 1, order["payment_history"]!.AsArray().Count);
        }

        var pending = s_data.Orders.Count(order => order.Value!["status"]!.GetValue<string>() == "pending");
        // 0.42 within four standard errors of about 0.018.
        Assert.InRange((double)pending / s_data.Orders.Count, 0.35, 0.49);
    }

    [Fact]
    public void Generate_EveryItem_IsAVariantOfItsProduct()
    {
        foreach (var item in s_data.Orders.SelectMany(order => order.Value!["items"]!.AsArray()))
        {
            var product = s_data.Products[item!["product_id"]!.GetValue<string>()]!;
            var variant = product["variants"]![item["item_id"]!.GetValue<string>()]!;
            Assert.Equal(product["name"]!.GetValue<string>(), item["name"]!.GetValue<string>());
            Assert.True(JsonNode.DeepEquals(variant["options"], item["options"]));
            Assert.Equal(variant["price"]!.GetValue<double>(), item["price"]!.GetValue<double>());
        }
    }

    [Fact]
    public void Generate_EveryProduct_HasTwoAvailableVariantsOfDifferentOptions()
    {
        Assert.Equal(50, s_data.Products.Count);
        foreach (var (_, product) in s_data.Products)
        {
            var variants = product!["variants"]!.AsObject().Select(variant => variant.Value!).ToList();
            Assert.InRange(variants.Count, 3, 5);
            Assert.True(variants.Count(variant => variant["available"]!.GetValue<bool>()) >= 2);
            Assert.Equal(variants.Count, variants.Select(variant => variant["options"]!.ToJsonString()).Distinct().Count());
            Assert.All(variants, variant => Assert.Equal(["options", "item_id", "available", "price"], variant.AsObject().Select(property => property.Key)));
        }
    }

    [Fact]
    public void Generate_Users_AreToldApartByEmailAndByNameAndZip()
    {
        var users = s_data.Users.Select(user => user.Value!).ToList();
        Assert.Equal(400, users.Select(user => user["email"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal(400, users.Select(user => user["name"]!.ToJsonString() + user["address"]!["zip"]).Distinct().Count());
        Assert.All(users, user => Assert.InRange(user["payment_methods"]!.AsObject().Count, 1, 3));
        Assert.All(users, user => Assert.InRange(user["orders"]!.AsArray().Count, 1, 3));
        var balances = users.SelectMany(user => user["payment_methods"]!.AsObject()).Select(method => method.Value!["balance"]).Where(balance => balance is not null);
        Assert.All(balances, balance => Assert.DoesNotContain('.', balance!.ToJsonString()));
    }

    [Fact]
    public void Generate_MoreUsersThanNames_IsRefused() =>
        Assert.Throws<ValidationException>(() => RetailDataGenerator.Generate(new RetailDataOptions { Users = 1000, FirstNames = 1, LastNames = 1 }, seed: 1));

    [Fact]
    public void Generate_OptionOutOfRange_IsRefused() =>
        Assert.Throws<ValidationException>(() => RetailDataGenerator.Generate(new RetailDataOptions { MaxItems = 6 }, seed: 1));
}
