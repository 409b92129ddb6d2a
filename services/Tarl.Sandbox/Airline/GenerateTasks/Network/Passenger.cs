namespace Tarl.Sandbox.Airline.GenerateTasks.Network;

/// <param name="Born">As the documents write it: <c>1990-04-05</c>.</param>
internal sealed record Passenger(string FirstName, string LastName, string Born)
{
    public string Name => $"{FirstName} {LastName}";

    /// <summary>All that a booking needs to know, in the words of a user.</summary>
    public override string ToString() => $"{Name}, born {Born}";
}
