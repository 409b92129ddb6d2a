using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateTasks.Goals;

/// <summary>A payment method as the user names it.</summary>
internal sealed record PaymentWish(PaymentMethod Method, string Words)
{
    private const double NamedByIdShare = 0.5;

    /// <summary>The same in the second person.</summary>
    public string InstructionWords => Words.Replace("my ", "your ", StringComparison.Ordinal);

    /// <summary>For a change: any method but a certificate.</summary>
    public static PaymentWish? ForChange(Traveller traveller, long dollars, SeededRandom random) =>
        Draw(traveller, method => !method.IsCertificate && method.Covers(dollars), random);

    /// <summary>For a booking: a certificate will do, too.</summary>
    public static PaymentWish? ForBooking(Traveller traveller, long dollars, SeededRandom random) =>
        Draw(traveller, method => method.Covers(dollars), random);

    // By its source, which leaves no doubt if there is but one such, or by id.
    private static PaymentWish? Draw(Traveller traveller, Func<PaymentMethod, bool> allowed, SeededRandom random)
    {
        var methods = traveller.PaymentMethods.Where(allowed).ToList();
        if (methods.Count == 0) return null;
        var method = random.Pick(methods);
        var unambiguous = traveller.PaymentMethods.Count(other => other.Source == method.Source) == 1;
        return unambiguous && !random.Chance(NamedByIdShare)
            ? new(method, "my " + method.Source.Replace('_', ' '))
            : new(method, method.Id);
    }
}
