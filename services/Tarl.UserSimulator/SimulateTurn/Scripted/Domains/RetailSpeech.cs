using Tarl.Contracts.Curriculum;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.UserSimulator.SimulateTurn.Scripted.Domains;

/// <summary>A shop's customer, who speaks of orders and their items.</summary>
internal sealed class RetailSpeech : IDomainSpeech
{
    private static readonly string[] Statuses = ["pending", "processed", "delivered", "cancelled"];

    public IReadOnlyList<(string Fact, string[] Words)> Topics { get; } =
    [
        (FactNames.Identity, ["email", "e-mail", "zip", "your name", "who you are", "identity"]),
        (FactNames.OrderId, ["order id", "order number", "which order"]),
        (FactNames.OrderContents, ["order id", "order number", "which order"]),
        (FactNames.Reason, ["reason", "why"]),
        (FactNames.Payment, ["payment", "refund", "gift card", "credit card", "paypal"]),
        (FactNames.Address, ["address"]),
        (FactNames.Items, ["which item", "which product", "what item", "items"]),
        (FactNames.Changes, ["which item", "which product", "what item", "items", "option", "variant"]),
        (FactNames.Expression, ["expression", "calculate", "numbers"]),
    ];

    public string SubjectWord => "order";

    public string? CorrectedSubjectFact => FactNames.CorrectedOrderId;

    public string Request(UserGoal goal, Func<string, bool> tells, SeededRandom random)
    {
        var order = tells(FactNames.OrderId) ? "order " + goal.Facts[FactNames.OrderId]
            : tells(FactNames.OrderContents) ? "the order with the " + goal.Facts[FactNames.OrderContents]
            : "an order";
        return this.WithDetails(Asked(goal, order, random), goal, tells, FactNames.Reason, FactNames.Payment, FactNames.Address);
    }

    public string Tell(UserGoal goal, string fact) => fact switch
    {
        FactNames.OrderId => $"Order {goal.Facts[fact]}.",
        FactNames.OrderContents => $"I only know that it is the order with the {goal.Facts[fact]}.",
        FactNames.Reason => $"Reason: {goal.Facts[fact]}.",
        FactNames.Payment => (goal.Intent == Intents.Return ? "Refund to: " : "Payment: ") + $"{goal.Facts[fact]}.",
        FactNames.Address => $"New address: {goal.Facts[fact]}.",
        FactNames.Items or FactNames.Changes => $"The {goal.Facts[fact]}.",
        _ => $"{goal.Facts[fact]}.",
    };

    public string CorrectedSubject(UserGoal goal) => $"order {goal.Facts[FactNames.CorrectedOrderId]}";

    /// <summary>Email if there is one, else names and zip code.</summary>
    public string Identity(IReadOnlyDictionary<string, string> identity, SeededRandom random) =>
        identity.TryGetValue("email", out var email) ? random.Pick([$"My email is {email}.", $"Email {email}."])
        : identity.Count > 0 ? NameAndZip(identity, random)
        : "";

    public string? SecondIdentity(IReadOnlyDictionary<string, string> identity, SeededRandom random) =>
        identity.ContainsKey("email") && identity.ContainsKey("zip") ? NameAndZip(identity, random) : null;

    public bool Answers(string intent, string reply) => intent switch
    {
        Intents.Status => reply.HasAny(Statuses),
        Intents.Price or Intents.Total => reply.HasNumber(),
        _ => false,
    };

    private static string Asked(UserGoal goal, string order, SeededRandom random)
    {
        string Fact(string fact) => goal.Facts[fact];
        return goal.Intent switch
        {
            Intents.Cancel => random.Pick([$"I want to cancel {order}.", $"Please cancel {order}."]),
            Intents.Return => random.Pick([$"I want to return the {Fact(FactNames.Items)} of {order}.", $"Please return the {Fact(FactNames.Items)} of {order}."]),
            Intents.Exchange => random.Pick([$"I want to exchange items of {order}:", $"Please exchange items of {order}:"]) + $" the {Fact(FactNames.Changes)}.",
            Intents.ModifyItems => random.Pick([$"I want to modify items of {order}:", $"Please modify items of {order}:"]) + $" the {Fact(FactNames.Changes)}.",
            Intents.ModifyAddress => random.Pick([$"I want to change the address of {order}.", $"Please change the address of {order}."]),
            Intents.ModifyUserAddress => random.Pick(["I want to change my default address.", "Please change my default address."]),
            Intents.ModifyPayment => random.Pick([$"I want to change the payment of {order}.", $"Please change the payment of {order}."]),
            Intents.Status => random.Pick([$"What is the status of {order}?", $"Where is {order}?"]),
            Intents.Price => random.Pick([$"What did the {Fact(FactNames.Items)} of {order} cost?", $"What is the price of the {Fact(FactNames.Items)} of {order}?"]),
            Intents.Total => random.Pick([$"What is the total of {order}?", $"What did {order} cost?"]),
            _ => throw Wording.NoWords(goal),
        };
    }

    private static string NameAndZip(IReadOnlyDictionary<string, string> identity, SeededRandom random)
    {
        var name = $"{identity["first_name"]} {identity["last_name"]}";
        return random.Pick([$"I am {name}, zip {identity["zip"]}.", $"My name is {name}, zip {identity["zip"]}."]);
    }
}
