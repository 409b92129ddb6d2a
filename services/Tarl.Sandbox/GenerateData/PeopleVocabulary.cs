namespace Tarl.Sandbox.GenerateData;

/// <summary>The names and places that generated users have: τ-bench's names, and a few of its streets and cities.</summary>
internal static class PeopleVocabulary
{
    public static readonly IReadOnlyList<string> FirstNames =
    [
        "Harper", "Mei", "Ava", "Daiki", "Liam", "Aarav", "Isabella", "Fatima", "Raj", "Mia", "Ethan", "Noah", "Omar", "Sofia", "Emma",
        "Yusuf", "Yara", "Olivia", "Juan", "Anya", "Evelyn", "Sophia", "James", "Lucas", "Chen", "Amelia", "Mason", "Lei", "Ivan", "Mohamed",
    ];

    public static readonly IReadOnlyList<string> LastNames =
    [
        "Moore", "Nguyen", "Sanchez", "Li", "Kovacs", "Kim", "Santos", "Garcia", "Silva", "Anderson", "Johnson", "Brown", "Lopez", "Smith",
        "Martin", "Johansson", "Ahmed", "Hernandez", "Patel", "Wilson", "Khan", "Lee", "Muller", "Jackson", "Ito", "Davis", "Gonzalez",
        "Thomas", "Taylor", "Rossi",
    ];

    public static readonly IReadOnlyList<string> Streets =
        ["Elm Street", "Oak Street", "Main Street", "Park Avenue", "Cedar Avenue", "River Road", "Sunset Drive", "Pine Lane"];

    /// <summary>City, state, and the first three digits of its zip codes.</summary>
    public static readonly IReadOnlyList<(string City, string State, string ZipPrefix)> Cities =
    [
        ("Denver", "CO", "802"), ("San Diego", "CA", "921"), ("San Francisco", "CA", "941"), ("Phoenix", "AZ", "850"),
        ("Charlotte", "NC", "282"), ("Austin", "TX", "787"), ("Seattle", "WA", "981"), ("Chicago", "IL", "606"),
        ("New York", "NY", "100"), ("Dallas", "TX", "752"), ("Philadelphia", "PA", "191"), ("Houston", "TX", "770"),
    ];

    public static readonly IReadOnlyList<string> CardBrands = ["visa", "mastercard"];
}
