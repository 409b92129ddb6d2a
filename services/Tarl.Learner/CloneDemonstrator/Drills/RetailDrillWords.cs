using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Learner.CloneDemonstrator.Drills;

/// <summary>Orders, items, payment methods, zip codes.</summary>
public sealed class RetailDrillWords : IDrillWords
{
    public IReadOnlyList<string> Keys { get; } =
        ["order_id", "user_id", "item_id", "product_id", "payment_method_id", "zip", "status", "price", "color", "size", "material", "name"];

    public string Value(SeededRandom random) => random.Next(5) switch
    {
        0 => $"#W{DrillWords.Digits(random, 7)}",
        1 => $"{random.Pick(["gift_card", "credit_card", "paypal"])}_{DrillWords.Digits(random, 7)}",
        2 => DrillWords.Digits(random, 5),
        _ => DrillWords.Digits(random, 10),
    };
}
