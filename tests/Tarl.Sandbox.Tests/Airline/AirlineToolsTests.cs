namespace Tarl.Sandbox.Tests.Airline;

public class AirlineToolsTests
{
    // 100 for the seat, 30 for insurance, 50 for the bag.
    private const string Certificate = """{"payment_id": "certificate_1", "amount": 180}""";

    [Theory]
    [InlineData("v1", false)]
    [InlineData("v2", true)]
    public async Task BookReservation_WithCertificate_UsesItUpWholeAndOnlyV2TakesSeats(string version, bool takesSeats)
    {
        using var airline = new SmallAirline(version);

        Assert.False((await airline.BookAsync(Certificate)).IsError);

        var changes = await airline.ChangesAsync();
        Assert.Contains(changes, change => change.StartsWith("ann_li_1 payment_methods/certificate_1 {", StringComparison.Ordinal) && change.EndsWith('>'));
        Assert.Contains("ann_li_1 reservations/1 >\"HATHAT\"", changes);
        Assert.Equal(takesSeats, changes.Contains("HAT001 dates/2024-05-20/available_seats/economy 2>1"));
    }

    [Theory]
    [InlineData("v1", "Error: 'certificate_1'")]
    [InlineData("v2", "Error: 'certificate_1'")]
    public async Task BookReservation_SameCertificateTwice_FailsButTheCertificateIsGone(string version, string expected)
    {
        using var airline = new SmallAirline(version);
        var half = Certificate.Replace("180", "90", StringComparison.Ordinal);

        Assert.Equal(expected, (await airline.BookAsync($"{half}, {half}")).Text);

        Assert.StartsWith("ann_li_1 payment_methods/certificate_1", Assert.Single(await airline.ChangesAsync()));
    }

    [Theory]
    [InlineData("v1", "Error: payment amount does not add up, total price is 180, but paid 179.5")]
    [InlineData("v2", "Error: 1 validation error for Payment\namount\n  Input should be a valid integer, got a number with a fractional part "
        + "[type=int_from_float, input_value=179.5, input_type=float]\n    For further information visit https://errors.pydantic.dev/2.10/v/int_from_float")]
    public async Task BookReservation_FractionalAmount_IsRefusedInTheVersionsWords(string version, string expected)
    {
        using var airline = new SmallAirline(version);
        Assert.Equal(expected, (await airline.BookAsync("""{"payment_id": "gift_card_1", "amount": 179.5}""")).Text);
        Assert.Empty(await airline.ChangesAsync());
    }

    [Theory]
    [InlineData("v1", "Error: 'first'")]
    [InlineData("v2", "Error: 1 validation error for Reservation\ncabin\n  Input should be 'business', 'economy' or 'basic_economy' "
        + "[type=literal_error, input_value='first', input_type=str]\n    For further information visit https://errors.pydantic.dev/2.10/v/literal_error")]
    public async Task BookReservation_UnknownCabin_IsRefusedInTheVersionsWords(string version, string expected)
    {
        using var airline = new SmallAirline(version);
        Assert.Equal(expected, (await airline.BookAsync(Certificate, cabin: "first")).Text);
    }

    [Theory]
    [InlineData("v1", new[] { "AAAAAA flights/0/price 90>300", "AAAAAA payment_history/1 >{\"payment_id\": \"gift_card_1\", \"amount\": 210}", "ann_li_1 payment_methods/gift_card_1/amount 400>190" })]
    [InlineData("v2", new[] { "AAAAAA cabin \"economy\">\"business\"", "AAAAAA flights/0/price 90>300", "AAAAAA payment_history/1 >{\"payment_id\": \"gift_card_1\", \"amount\": 210}", "ann_li_1 payment_methods/gift_card_1/amount 400>190" })]
    public async Task UpdateReservationFlights_NewCabin_IsChargedAndOnlyV2StoresIt(string version, string[] expected)
    {
        using var airline = new SmallAirline(version);

        var result = await airline.CallAsync("update_reservation_flights",
            """{"reservation_id": "AAAAAA", "cabin": "business", "flights": [{"flight_number": "HAT001", "date": "2024-05-20"}], "payment_id": "gift_card_1"}""");

        Assert.False(result.IsError);
        Assert.Equal(expected, await airline.ChangesAsync());
    }

    [Theory]
    [InlineData("v1", 100)]
    [InlineData("v2", 70)]
    public async Task SearchOnestopFlight_FirstLegArrivesNextDay_SecondLegsPriceIsTheRightDaysOnlyInV2(string version, int price)
    {
        using var airline = new SmallAirline(version);
        // "03:00:00+1" sorts before "09:00:00", so the flights connect.
        var result = await airline.CallAsync("search_onestop_flight", """{"origin": "SFO", "destination": "BOS", "date": "2024-05-20"}""");
        Assert.Contains("\"date\": \"2024-05-21\"", result.Text);
        var secondLeg = result.Text[result.Text.IndexOf("HAT002", StringComparison.Ordinal)..];
        Assert.Contains($"\"prices\": {{\"economy\": {price},", secondLeg);
    }

    [Fact]
    public async Task SendCertificate_FourthOne_V1GivesNothingAndV2Refuses()
    {
        using var v1 = new SmallAirline("v1");
        using var v2 = new SmallAirline("v2");
        for (var i = 0; i < 3; i++)
        {
            Assert.False((await v1.CallAsync("send_certificate", """{"user_id": "ann_li_1", "amount": 50}""")).IsError);
            Assert.False((await v2.CallAsync("send_certificate", """{"user_id": "ann_li_1", "amount": 50}""")).IsError);
        }

        var nothing = await v1.CallAsync("send_certificate", """{"user_id": "ann_li_1", "amount": 50}""");
        Assert.Equal(("", true), (nothing.Text, nothing.IsError));
        Assert.Equal("Error: Too many certificates", (await v2.CallAsync("send_certificate", """{"user_id": "ann_li_1", "amount": 50}""")).Text);
        Assert.Contains(await v1.ChangesAsync(), change => change.EndsWith("\"amount\": 50, \"id\": \"certificate_3221324\"}", StringComparison.Ordinal));
        Assert.Contains(await v2.ChangesAsync(), change => change.EndsWith("\"id\": \"certificate_3221324\", \"amount\": 50.0}", StringComparison.Ordinal));
    }
}
