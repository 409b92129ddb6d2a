using Tarl.Contracts.Episodes;
using Tarl.Verifier.VerifyEpisode.Rules;
using static Tarl.Verifier.Tests.Sample;

namespace Tarl.Verifier.Tests.VerifyEpisode.Rules;

public sealed class DatabaseStateRuleTests
{
    private static readonly StateChange Cancelled = Status("#W123", "pending", "cancelled");
    private static readonly StateChange Zip = Change("users", "mia_1", """["address", "zip"]""", "\"10001\"", "\"10002\"");

    private static string[] Differences(StateChange[] expected, StateChange[] actual) =>
        [.. new DatabaseStateRule().FindDifferences(Episode(Task(), actual), expected)];

    [Fact]
    public void FindDifferences_SameChangesInAnotherOrder_None() => Assert.Empty(Differences([Cancelled, Zip], [Zip, Cancelled]));

    [Fact]
    public void FindDifferences_NothingChangedThoughDemanded_NamesValueAsItStayed() =>
        Assert.Equal(["order #W123: status should be cancelled, is pending"], Differences([Cancelled], []));

    [Fact]
    public void FindDifferences_ChangedToSomethingElse_NamesBothValues() =>
        Assert.Equal(
            ["order #W123: status should be cancelled, is return requested"],
            Differences([Cancelled], [Status("#W123", "pending", "return requested")]));

    [Fact]
    public void FindDifferences_AnotherRowChanged_NamesBothRows() =>
        Assert.Equal(
            ["order #W123: status should be cancelled, is pending", "order #W124: unexpected change of status from pending to cancelled"],
            Differences([Cancelled], [Status("#W124", "pending", "cancelled")]));

    [Fact]
    public void FindDifferences_UndemandedChange_NamesPathAndValues() =>
        Assert.Equal(["user mia_1: unexpected change of address.zip from 10001 to 10002"], Differences([], [Zip]));

    [Fact]
    public void FindDifferences_ListEntryAdded_NamesPosition()
    {
        var refund = Change("orders", "#W1", """["payment_history", 1]""", null, """{"amount": 5.0}""");
        Assert.Equal(["order #W1: payment_history[1] should be {\"amount\": 5.0}, is absent"], Differences([refund], []));
    }

    [Theory]
    [InlineData("64", "64.0")]
    [InlineData("12.34", "12.340000000000002")]
    [InlineData("-0.0", "0")]
    [InlineData("""{"a": 1, "b": [2.001]}""", """{"b": [2], "a": 1.0}""")]
    public void FindDifferences_ValuesEqualAtTwoDecimals_None(string expected, string actual) =>
        Assert.Empty(Differences(
            [Change("orders", "#W1", """["price"]""", "1", expected)],
            [Change("orders", "#W1", """["price"]""", "1", actual)]));

    [Theory]
    [InlineData("12.34", "12.35")]
    [InlineData("12.34", "\"12.34\"")]
    [InlineData("[1, 2]", "[2, 1]")]
    [InlineData("[1, 2]", "[1]")]
    [InlineData("""{"a": 1}""", """{"a": 1, "b": 2}""")]
    [InlineData("""{"a": 1}""", """{"b": 1}""")]
    [InlineData("true", "false")]
    [InlineData("\"x\"", "null")]
    public void FindDifferences_ValuesDiffer_OneDifference(string expected, string actual) =>
        Assert.Single(Differences(
            [Change("orders", "#W1", """["price"]""", "0", expected)],
            [Change("orders", "#W1", """["price"]""", "0", actual)]));

    [Fact]
    public void FindDifferences_ChangeBelowHalfACent_IsNoChange() =>
        Assert.Empty(Differences([], [Change("users", "mia_1", """["balance"]""", "10.0", "10.000000000000002")]));

    [Fact]
    public void FindDifferences_KeyThatLooksLikeAPosition_IsAnotherPlace() =>
        Assert.Equal(2, Differences(
            [Change("orders", "#W1", """["1"]""", "0", "5")],
            [Change("orders", "#W1", "[1]", "0", "5")]).Length);

    [Fact]
    public void FindDifferences_ValueWasAnotherBefore_IsADifference() =>
        Assert.Equal(
            ["order #W123: status should have been pending before, was processed"],
            Differences([Cancelled], [Status("#W123", "processed", "cancelled")]));

    private static StateChange Booked(string row) => Change("reservations", "HATHAT", "[]", null, row);

    [Fact]
    public void FindDifferences_RowNotMade_SaysThatItShouldBe() =>
        Assert.Equal(["reservation HATHAT should have been made, with {\"cabin\": \"economy\"}"], Differences([Booked("""{"cabin": "economy"}""")], []));

    [Fact]
    public void FindDifferences_RowMadeUnasked_SaysThatItShouldNotBe() =>
        Assert.Equal(["reservation HATHAT should not have been made, with {\"cabin\": \"economy\"}"], Differences([], [Booked("""{"cabin": "economy"}""")]));

    // A booking is too long to be shown twice: what differs in it is named.
    [Fact]
    public void FindDifferences_RowMadeOtherwise_NamesEachValueThatDiffers() =>
        Assert.Equal(
            [
                "reservation HATHAT: cabin should be business, is economy",
                "reservation HATHAT: passengers[1].dob should be 1990-01-01, is absent",
                "reservation HATHAT: unexpected change of insurance from absent to yes",
            ],
            Differences(
                [Booked("""{"cabin": "business", "passengers": [{"dob": "1980-01-01"}, {"dob": "1990-01-01"}], "flights": []}""")],
                [Booked("""{"cabin": "economy", "passengers": [{"dob": "1980-01-01"}], "flights": [], "insurance": "yes"}""")]));

    [Fact]
    public void FindDifferences_RowMadeTheSame_None() => Assert.Empty(Differences(
        [Booked("""{"amount": 5, "flights": []}""")], [Booked("""{"flights": [], "amount": 5.0}""")]));

    [Fact]
    public void FindDifferences_WholeRowGone_SaysSo() =>
        Assert.Equal(
            ["order #W1: unexpected change of the whole row from {\"status\":\"x\"} to absent"],
            Differences([], [Change("orders", "#W1", "[]", "{\"status\":\"x\"}", null)]));
}
