using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Judge.JudgeEpisode;

namespace Tarl.Judge.Tests.JudgeEpisode;

public sealed class AirlineRulesTests
{
    private const string User = """{"user_id": "mei_li_1234"}""";
    private const string Reservation = """{"reservation_id": "K48213"}""";
    private const string Passengers =
        """{"reservation_id": "K48213", "passengers": [{"first_name": "Mei", "last_name": "Li"}, {"first_name": "Raj", "last_name": "Kim"}]}""";

    private const string Book =
        """{"user_id": "mei_li_1234", "flights": [{"flight_number": "HAT012", "date": "2024-05-22"}], "payment_methods": [{"payment_id": "credit_card_1", "amount": 90}]}""";

    private static EpisodeBuilder Identified() => new EpisodeBuilder().Domain("airline").User("Cancel K48213. My user id is mei_li_1234.")
        .Call("get_user_details", User, """{"payment_methods": {"credit_card_1": {}}}""");

    private static IReadOnlyList<TurnScore> Judge(EpisodeCompleted episode) => new RuleJudge(new JudgeOptions()).Score(episode);

    [Fact]
    public void Score_ProfileReadReservationReadConfirmed_PlusOneForEveryTurn()
    {
        var scores = Judge(Identified().Demand("cancel_reservation", Reservation)
            .Call("get_reservation_details", Reservation, "{}").Agent("I will cancel reservation K48213. Do you confirm?").User("yes")
            .Call("cancel_reservation", Reservation, "{}").Agent("Done.").End());
        Assert.Equal([1, 1, 1, 1, 1], scores.Select(score => score.Score));
    }

    [Fact]
    public void Score_WriteBeforeTheProfileWasRead_IsTheDeviation()
    {
        var scores = Judge(new EpisodeBuilder().Domain("airline").Demand("cancel_reservation", Reservation).User("Cancel K48213.")
            .Agent("Cancel reservation K48213?").User("yes").Call("cancel_reservation", Reservation, "{}").End());
        Assert.Equal((-1, "cancel_reservation before the user was identified"), (scores[^1].Score, scores[^1].Reason));
    }

    [Fact]
    public void Score_ProfileOfAUserIdThatNobodyMentioned_IsTheDeviation()
    {
        var scores = Judge(new EpisodeBuilder().Domain("airline").User("Cancel K48213.").Call("get_user_details", User, "{}").End());
        Assert.Equal((-1, "nobody has mentioned \"mei_li_1234\""), (scores[0].Score, scores[0].Reason));
    }

    [Fact]
    public void Score_ShopsCustomerWhoseProfileWasRead_IsNotIdentifiedByThat()
    {
        const string cancel = """{"order_id": "#W1"}""";
        var scores = Judge(new EpisodeBuilder().Demand("cancel_pending_order", cancel).User("Cancel #W1, I am mei_li_1234.").Call("get_user_details", User, "{}")
            .Agent("Cancel order #W1?").User("yes").Call("cancel_pending_order", cancel, "{}").End());
        Assert.Equal("cancel_pending_order before the user was identified", scores[^1].Reason);
    }

    [Fact]
    public void Score_FlightThatNoSearchHasShown_IsInvented()
    {
        var scores = Judge(Identified().Demand("book_reservation", Book).Agent("Book it?").User("yes").Call("book_reservation", Book, "{}").End());
        Assert.Equal((-1, "nobody has mentioned \"HAT012\""), (scores[^1].Score, scores[^1].Reason));
    }

    [Fact]
    public void Score_FlightAndPaymentThatToolsHaveShown_AreKnown()
    {
        var scores = Judge(Identified().Demand("book_reservation", Book).Call("search_direct_flight", "{}", """[{"flight_number": "HAT012"}]""")
            .Agent("Book it?").User("yes").Call("book_reservation", Book, "{}").Agent("Done.").End());
        Assert.All(scores, score => Assert.Equal(1, score.Score));
    }

    // Passengers are stored in the order given.
    [Fact]
    public void Score_PassengersInAnotherOrder_AreNotTheSame()
    {
        const string reordered =
            """{"reservation_id": "K48213", "passengers": [{"first_name": "Raj", "last_name": "Kim"}, {"first_name": "Mei", "last_name": "Li"}]}""";
        var scores = Judge(Identified().Demand("update_reservation_passengers", Passengers)
            .Agent("Change the passengers of K48213?").User("yes").Call("update_reservation_passengers", reordered, "{}").End());
        Assert.Equal(-1, scores[^1].Score);
        Assert.StartsWith("update_reservation_passengers: passengers should be", scores[^1].Reason);
    }

    [Fact]
    public void Score_CertificateWhereNothingMayBeWritten_IsTheDeviation()
    {
        var scores = Judge(Identified().Agent("Shall I send mei_li_1234 a certificate of 100?").User("yes")
            .Call("send_certificate", """{"user_id": "mei_li_1234", "amount": 100}""", "Certificate sent").End());
        Assert.Equal((-1, "send_certificate, where nothing may be written"), (scores[^1].Score, scores[^1].Reason));
    }

    // As a bus delivers it.
    [Fact]
    public void Score_GroundTruthWithIndentation_IsToldOnOneLine()
    {
        const string indented = "{\n  \"reservation_id\": \"K48213\",\n  \"passengers\": [\n    {\n      \"dob\": \"1990-01-01\"\n    }\n  ]\n}";
        const string wrong = """{"reservation_id": "K48213", "passengers": []}""";
        var asked = Identified().Demand("update_reservation_passengers", indented).Agent("Change the passengers of K48213?").User("yes");
        Assert.Equal(
            "update_reservation_passengers: passengers should be [{\"dob\": \"1990-01-01\"}], is []",
            Judge(asked.Call("update_reservation_passengers", wrong, "{}").End())[^1].Reason);
    }
}
