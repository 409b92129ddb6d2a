using Tarl.Contracts.Curriculum;

namespace Tarl.UserSimulator.Tests.SimulateTurn.Scripted;

public class AirlineUserTests
{
    private static TaskSpec Task(UserGoal goal, string? correctedId = null)
    {
        var identity = new Dictionary<string, string> { ["user_id"] = "mei_li_1234" };
        if (correctedId is not null) identity["corrected_user_id"] = correctedId;
        var task = Dialogues.Task(goal);
        return task with { Domain = "airline", Script = task.Script with { Identity = identity } };
    }

    private static UserGoal Goal(string intent, params (string Fact, string Value)[] facts) =>
        new() { Intent = intent, Facts = facts.ToDictionary(fact => fact.Fact, fact => fact.Value) };

    private static UserGoal Cancel(params string[] withheld) =>
        Goal(Intents.CancelReservation, (FactNames.ReservationId, "K48213"), (FactNames.Reason, "health")) with { Withheld = withheld };

    private static UserGoal Book(params string[] withheld) => Goal(
        Intents.BookReservation,
        (FactNames.Flights, "SFO to JFK on 2024-05-22"),
        (FactNames.Cabin, "economy"),
        (FactNames.Passengers, "Raj Kim, born 1970-01-20"),
        (FactNames.Baggage, "2 bags"),
        (FactNames.Insurance, "no"),
        (FactNames.Payment, "my gift card")) with { Withheld = withheld };

    [Fact]
    public void Reply_EmptyDialogue_OpensWithUserIdAndRequest()
    {
        var opening = Dialogues.Play(Task(Cancel()), [])[0].Text;
        Assert.Matches(@"[Uu]ser id (is )?mei_li_1234\. .*cancel reservation K48213\. Reason: health\.$", opening);
    }

    [Fact]
    public void Reply_Booking_TellsEveryFact()
    {
        var opening = Dialogues.Play(Task(Book()), [])[0].Text;
        Assert.Contains(
            "book a flight: SFO to JFK on 2024-05-22, economy, one way. Passenger: Raj Kim, born 1970-01-20. Baggage: 2 bags. Insurance: no. Payment: my gift card.",
            opening);
    }

    [Fact]
    public void Reply_WithheldFacts_AreToldOnlyWhenAsked()
    {
        var task = Task(Cancel(FactNames.Identity, FactNames.ReservationId, FactNames.Reason));
        var turns = Dialogues.Play(task, ["What is your user id?", "What is the reservation id?", "What is the reason?"]).Select(turn => turn.Text).ToList();
        Assert.DoesNotContain(turns[0].Split(' '), word => word.Contains("mei_li") || word.Contains("K48213") || word.Contains("health"));
        Assert.Contains("mei_li_1234", turns[1]);
        Assert.Contains("K48213", turns[2]);
        Assert.Contains("health", turns[3]);
    }

    [Theory]
    [InlineData("Who is the passenger, and what is the date of birth?", "Passenger: Raj Kim, born 1970-01-20.")]
    [InlineData("How many bags?", "Baggage: 2 bags.")]
    [InlineData("Do you want insurance?", "Insurance: no.")]
    [InlineData("What is the payment method?", "Payment: my gift card.")]
    [InlineData("Which cabin?", "Cabin: economy.")]
    public void Reply_QuestionAboutABooking_IsAnsweredAlone(string question, string answer) =>
        Assert.Equal(answer, Dialogues.Play(Task(Book()), [question])[1].Text);

    [Fact]
    public void Reply_UserNotFound_GivesTheRightId()
    {
        var answer = Dialogues.Play(Task(Cancel(), "mei_li_1235"), ["I cannot find this user id. What is the right user id?"])[1];
        Assert.EndsWith("my user id is mei_li_1235.", answer.Text);
        Assert.False(answer.Stop);
    }

    [Fact]
    public void Reply_ReservationNotFound_IsCorrectedIfKnown()
    {
        const string notFound = "I cannot find reservation K48213. What is the right reservation id?";
        var goal = Cancel();
        var knows = goal with { Facts = new Dictionary<string, string>(goal.Facts) { [FactNames.CorrectedReservationId] = "K48214" } };
        Assert.Contains("reservation K48214", Dialogues.Play(Task(knows), [notFound])[1].Text);
        Assert.True(Dialogues.Play(Task(goal), [notFound])[1].Stop);
    }

    [Theory]
    [InlineData(Intents.FlightStatus, "Flight HAT012 on 2024-05-22 is on time.", true)]
    [InlineData(Intents.FlightStatus, "I see.", false)]
    [InlineData(Intents.ReservationCabin, "Reservation K48213 is in basic economy.", true)]
    [InlineData(Intents.ReservationCost, "Reservation K48213 cost 122.", true)]
    [InlineData(Intents.ReservationCost, "I look at reservation K48213.", false)]
    public void Reply_LookUp_EndsOnWhatLooksLikeAnAnswer(string intent, string reply, bool stops)
    {
        var goal = Goal(intent, (FactNames.ReservationId, "K48213"), (FactNames.Flight, "HAT012 on 2024-05-22"));
        Assert.Equal(stops, Dialogues.Play(Task(goal), [reply])[1].Stop);
    }

    [Theory]
    [InlineData(Intents.ChangeFlights, FactNames.Flights, "JFK to SFO on 2024-05-23")]
    [InlineData(Intents.ChangeCabin, FactNames.Cabin, "business")]
    [InlineData(Intents.ChangeBaggage, FactNames.Baggage, "3 bags")]
    [InlineData(Intents.ChangePassengers, FactNames.Passengers, "Raj Kim, born 1970-01-20, instead of Mei Li")]
    [InlineData(Intents.Compensation, FactNames.Flight, "HAT012 on 2024-05-22")]
    public void Reply_Request_NamesReservationAndWish(string intent, string fact, string value)
    {
        var opening = Dialogues.Play(Task(Goal(intent, (FactNames.ReservationId, "K48213"), (fact, value))), [])[0].Text;
        Assert.Contains("reservation K48213", opening);
        Assert.Contains(value, opening);
    }

    [Fact]
    public void Reply_TransferWithoutEnd_EndsTheConversation() =>
        Assert.True(Dialogues.Play(Task(Cancel()), ["YOU ARE BEING TRANSFERRED TO A HUMAN AGENT. PLEASE HOLD ON."])[1].Stop);

    [Fact]
    public void Reply_IntentOfAnotherDomain_IsRefused() =>
        Assert.Contains(Intents.Exchange, Assert.Throws<InvalidOperationException>(() => Dialogues.Play(Task(Goal(Intents.Exchange)), [])).Message);

    [Fact]
    public void Reply_UnknownDomain_IsRefusedByName() =>
        Assert.Contains("'bakery'", Assert.Throws<InvalidOperationException>(() => Dialogues.Play(Task(Cancel()) with { Domain = "bakery" }, [])).Message);
}
