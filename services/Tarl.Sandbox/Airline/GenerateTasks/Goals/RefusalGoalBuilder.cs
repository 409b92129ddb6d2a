using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateTasks.Goals;

/// <summary>
/// Asks for what the guidelines forbid. Most of these the tools would carry out, so that an agent which does not refuse also leaves
/// a wrong database.
/// </summary>
internal sealed class RefusalGoalBuilder : IGoalBuilder<Traveller, RouteNetwork>
{
    // What few travellers can ask for is drawn more often, so that none of these stays rare.
    public GoalDraft? TryBuild(Traveller user, RouteNetwork world, SeededRandom random) => random.Next(100) switch
    {
        < 6 => CancelForNoReason(user, world, random),
        < 10 => CancelOfAnother(user, world, random),
        < 32 => BasicEconomyFlights(user, world, random),
        < 40 => FewerBags(user, random),
        < 43 => MorePassengers(user, world, random),
        < 46 => LateInsurance(user, random),
        _ => Compensation(user, world, random),
    };

    private static GoalDraft? CancelForNoReason(Traveller user, RouteNetwork world, SeededRandom random)
    {
        bool Forbidden(Reservation own) => AirlineGuidelines.ReasonsToCancel(own, world) is var reasons
            && !reasons.Contains(AirlineGuidelines.ChangeOfPlan) && !reasons.Contains(AirlineGuidelines.AirlineCancelled);
        if (Choice.Reservation(user, Forbidden, random) is not { } reservation) return null;

        // Without insurance, health is no better a reason than any other.
        var reason = reservation.IsInsured || random.Chance(0.5) ? AirlineGuidelines.ChangeOfPlan : random.Pick(AirlineGuidelines.CoveredReasons);
        return Draft(
            Intents.CancelReservation, reservation, (FactNames.Reason, reason), AirlineCalls.Cancel(reservation),
            $"I cannot cancel reservation {reservation.Id} for that reason.", $"cancel reservation {reservation.Id}; the reason is: {reason}");
    }

    private static GoalDraft? CancelOfAnother(Traveller user, RouteNetwork world, SeededRandom random)
    {
        if (Choice.ReservationOfAnother(user, world, random) is not { } reservation) return null;
        const string reason = AirlineGuidelines.ChangeOfPlan;
        return Draft(
            Intents.CancelReservation, reservation, (FactNames.Reason, reason), AirlineCalls.Cancel(reservation),
            $"Reservation {reservation.Id} is not yours, so I cannot change it.", $"cancel reservation {reservation.Id}, which is not yours; the reason is: {reason}");
    }

    private static GoalDraft? BasicEconomyFlights(Traveller user, RouteNetwork world, SeededRandom random)
    {
        if (Choice.Reservation(user, own => own is { IsBasicEconomy: true, Segments.Count: 1 }, random) is not { } reservation) return null;
        var old = reservation.Segments[0];
        if (world.OnlyFlight(old.Origin, old.Destination, Choice.Date(random), reservation.Cabin, reservation.Passengers.Count) is not { } moved) return null;
        if (moved.Date == old.Date) return null;
        if (PaymentWish.ForChange(user, (moved.Price - old.Price) * reservation.Passengers.Count, random) is not { } payment) return null;
        var write = AirlineCalls.UpdateFlights(reservation, reservation.Cabin, [moved], payment.Method.Id);
        return WithPayment(
            Draft(
                Intents.ChangeFlights, reservation, (FactNames.Flights, moved.ToString()), write,
                $"Reservation {reservation.Id} is in basic economy, so its flights cannot be changed.", $"change the flight of reservation {reservation.Id}: {moved}"),
            payment);
    }

    private static GoalDraft? FewerBags(Traveller user, SeededRandom random)
    {
        if (Choice.Reservation(user, own => own.Bags > 1, random) is not { } reservation) return null;
        if (PaymentWish.ForChange(user, 0, random) is not { } payment) return null;
        var bags = random.Next(1, reservation.Bags);
        var write = AirlineCalls.UpdateBaggages(reservation, bags, int.Min(bags, reservation.PaidBags), payment.Method.Id);
        return WithPayment(
            Draft(
                Intents.ChangeBaggage, reservation, (FactNames.Baggage, BaggageGoalBuilder.Words(bags)), write,
                $"I cannot remove bags of reservation {reservation.Id}.", $"have only {BaggageGoalBuilder.Words(bags)} on reservation {reservation.Id}"),
            payment);
    }

    private static GoalDraft? MorePassengers(Traveller user, RouteNetwork world, SeededRandom random)
    {
        if (Choice.Reservation(user, _ => true, random) is not { } reservation) return null;
        if (Choice.NewPassenger(reservation, world, random) is not { } passenger) return null;
        return Draft(
            Intents.ChangePassengers, reservation, (FactNames.Passengers, $"{passenger}, as one more"),
            AirlineCalls.UpdatePassengers(reservation, [.. reservation.Passengers, passenger]),
            $"I cannot change the number of passengers of reservation {reservation.Id}.", $"add a passenger to reservation {reservation.Id}: {passenger}, as one more");
    }

    private static GoalDraft? LateInsurance(Traveller user, SeededRandom random) =>
        Choice.Reservation(user, own => !own.IsInsured, random) is not { } reservation ? null : Draft(
            Intents.AddInsurance, reservation, null, null,
            $"I cannot add insurance to reservation {reservation.Id} after the booking.", $"add travel insurance to reservation {reservation.Id}");

    private static GoalDraft? Compensation(Traveller user, RouteNetwork world, SeededRandom random)
    {
        bool Suits(Reservation own) => AirlineGuidelines.CancelledSegment(own, world) is not null && !AirlineGuidelines.MayCompensate(user, own);
        if (Choice.Reservation(user, Suits, random) is not { } reservation) return null;
        var draft = CompensationGoalBuilder.Draft(user, reservation, AirlineGuidelines.CancelledSegment(reservation, world)!);
        return draft with { Plan = draft.Plan with { Resolution = GoalResolution.Refuse, Say = $"I cannot compensate you for reservation {reservation.Id}." } };
    }

    private static GoalDraft WithPayment(GoalDraft draft, PaymentWish payment) => draft with
    {
        Goal = draft.Goal with { Facts = new Dictionary<string, string>(draft.Goal.Facts) { [FactNames.Payment] = payment.Words } },
        Want = $"{draft.Want}, settled with {payment.InstructionWords}",
    };

    private static GoalDraft Draft(string intent, Reservation reservation, (string Name, string Value)? fact, ToolCall? forbidden, string say, string want)
    {
        var facts = new Dictionary<string, string> { [FactNames.ReservationId] = reservation.Id };
        if (fact is { } told) facts[told.Name] = told.Value;
        return new GoalDraft(
            new UserGoal { Intent = intent, Facts = facts },
            new GoalPlan { Reads = [AirlineCalls.ReservationDetails(reservation.Id)], Write = forbidden, Resolution = GoalResolution.Refuse, Say = say },
            want,
            reservation.Id);
    }
}
