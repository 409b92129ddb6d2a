namespace Tarl.Sandbox.Airline;

/// <summary>The airline's time stands still: its guidelines say what it is.</summary>
internal static class AirlineClock
{
    /// <summary>EST, as all times of the airline.</summary>
    public static readonly DateTime Now = new(2024, 5, 15, 15, 0, 0, DateTimeKind.Unspecified);

    /// <summary>The first of the days that flights have an entry for.</summary>
    public static readonly DateOnly FirstDay = new(2024, 5, 1);

    /// <summary>The last of these days.</summary>
    public static readonly DateOnly LastDay = new(2024, 5, 30);

    public static DateOnly Today => DateOnly.FromDateTime(Now);
}
