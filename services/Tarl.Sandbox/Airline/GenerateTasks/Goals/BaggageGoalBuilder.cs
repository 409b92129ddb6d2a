using System.Globalization;
using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateTasks.Goals;

/// <summary>Adds one or two checked bags to a reservation; how many of them are free follows from the membership and the cabin.</summary>
internal sealed class BaggageGoalBuilder(Withholding withholding) : IGoalBuilder<Traveller, RouteNetwork>
{
    public GoalDraft? TryBuild(Traveller user, RouteNetwork world, SeededRandom random)
    {
        if (Choice.Reservation(user, _ => true, random) is not { } reservation) return null;
        var bags = reservation.Bags + random.Next(1, 3);
        var paid = int.Max(reservation.PaidBags, AirlineGuidelines.PaidBags(user, reservation.Cabin, reservation.Passengers.Count, bags));
        var price = (paid - reservation.PaidBags) * AirlineGuidelines.BagFee;
        return PaymentWish.ForChange(user, price, random) is { } payment ? Draft(reservation, bags, paid, payment, random) : null;
    }

    public static string Words(int bags) => bags == 1 ? "1 bag" : $"{bags.ToString(CultureInfo.InvariantCulture)} bags";

    private GoalDraft Draft(Reservation reservation, int bags, int paid, PaymentWish payment, SeededRandom random)
    {
        var facts = new Dictionary<string, string>
        {
            [FactNames.ReservationId] = reservation.Id,
            [FactNames.Baggage] = Words(bags),
            [FactNames.Payment] = payment.Words,
        };
        return new GoalDraft(
            new UserGoal { Intent = Intents.ChangeBaggage, Facts = facts, Withheld = withholding.Draw(facts, random) },
            new GoalPlan
            {
                Reads = [AirlineCalls.ReservationDetails(reservation.Id)],
                Write = AirlineCalls.UpdateBaggages(reservation, bags, paid, payment.Method.Id),
                Resolution = GoalResolution.Write,
            },
            $"have {facts[FactNames.Baggage]} in all on reservation {reservation.Id}, paid with {payment.InstructionWords}",
            reservation.Id);
    }
}
