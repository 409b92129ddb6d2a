using Tarl.Sandbox.Retail.GenerateTasks.Shop;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Retail.GenerateTasks.Goals;

/// <summary>A payment method as the user names it.</summary>
/// <param name="InProfile">True if the agent must read the user's profile to learn the id.</param>
internal sealed record PaymentWish(PaymentMethod Method, string Words, bool InProfile)
{
    private const double OriginalShare = 0.55;
    private const double NamedByIdShare = 0.5;

    /// <summary>The same in the second person.</summary>
    public string InstructionWords => Words.Replace("my ", "your ", StringComparison.Ordinal);

    public static PaymentWish Original(Customer customer, Order order) =>
        new(customer.Method(order.PaymentMethodId), "the original payment method", InProfile: false);

    public static PaymentWish ById(PaymentMethod method) => new(method, method.Id, InProfile: false);

    /// <summary>The original method, or another of those allowed.</summary>
    public static PaymentWish OriginalOr(Customer customer, Order order, Func<PaymentMethod, bool> allowed, SeededRandom random)
    {
        var others = customer.PaymentMethods.Where(method => method.Id != order.PaymentMethodId && allowed(method)).ToList();
        var originalAllowed = allowed(customer.Method(order.PaymentMethodId));
        return originalAllowed && (others.Count == 0 || random.Chance(OriginalShare)) ? Original(customer, order)
            : Named(customer, random.Pick(others), random);
    }

    /// <summary>By id, or by its source where that leaves no doubt.</summary>
    public static PaymentWish Named(Customer customer, PaymentMethod method, SeededRandom random)
    {
        var unambiguous = customer.PaymentMethods.Count(other => other.Source == method.Source) == 1;
        return unambiguous && !random.Chance(NamedByIdShare)
            ? new(method, "my " + method.Source.Replace('_', ' '), InProfile: true)
            : ById(method);
    }
}
