using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.Sandbox.GenerateTasks.Goals;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Airline.GenerateTasks.Goals;

/// <summary>Books a direct flight, one way, for the user or a companion, with free bags only.</summary>
internal sealed class BookGoalBuilder(Withholding withholding, AirlineTaskOptions options) : IGoalBuilder<Traveller, RouteNetwork>
{
    public GoalDraft? TryBuild(Traveller user, RouteNetwork world, SeededRandom random)
    {
        var route = random.Pick([.. world.Flights.Values]);
        var cabin = random.Pick(["basic_economy", "economy", "business"]);
        if (world.OnlyFlight(route.Origin, route.Destination, Choice.Date(random), cabin, seats: 1) is not { } segment) return null;
        var insured = random.Chance(options.Insured);
        var price = segment.Price + (insured ? AirlineGuidelines.InsuranceFee : 0);
        if (PaymentWish.ForBooking(user, price, random) is not { } payment) return null;
        var passenger = random.Pick([user.Self, .. user.Companions]);
        var bags = random.Next(FreeBags.Each(user.Membership, cabin) + 1);
        var facts = new Dictionary<string, string>
        {
            [FactNames.Flights] = $"{segment.Origin} to {segment.Destination} on {segment.Date}",
            [FactNames.Cabin] = Choice.Words(cabin),
            [FactNames.Passengers] = passenger.ToString(),
            [FactNames.Baggage] = bags == 0 ? "no bags" : BaggageGoalBuilder.Words(bags),
            [FactNames.Insurance] = insured ? "yes" : "no",
            [FactNames.Payment] = payment.Words,
        };
        return new GoalDraft(
            new UserGoal { Intent = Intents.BookReservation, Facts = facts, Withheld = withholding.Draw(facts, random) },
            new GoalPlan
            {
                Reads = [AirlineCalls.SearchDirect(segment.Origin, segment.Destination, segment.Date)],
                Write = AirlineCalls.Book(user.UserId, segment, cabin, passenger, payment.Method.Id, price, bags, insured),
                Resolution = GoalResolution.Write,
            },
            $"book a flight from {facts[FactNames.Flights]} in {facts[FactNames.Cabin]} for {passenger}, with {facts[FactNames.Baggage]}, "
            + $"insurance: {facts[FactNames.Insurance]}, one way, paid with {payment.InstructionWords}");
    }
}
