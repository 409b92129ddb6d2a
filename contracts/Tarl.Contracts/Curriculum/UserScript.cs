namespace Tarl.Contracts.Curriculum;

/// <summary>The part of a scripted user: who it is and what it wants, one goal after the other.</summary>
public sealed record UserScript
{
    /// <summary>
    /// How the user can be found. Retail: <c>email</c>, or <c>first_name</c>, <c>last_name</c> and <c>zip</c>; with both, the email is
    /// told first and the rest when it is not found. Airline: <c>user_id</c>, and <c>corrected_user_id</c> if the first is not found.
    /// Empty where no one is identified.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Identity { get; init; }

    public required IReadOnlyList<UserGoal> Goals { get; init; }
}
