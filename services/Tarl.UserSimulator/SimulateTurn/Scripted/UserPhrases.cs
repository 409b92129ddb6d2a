using Tarl.Contracts.Curriculum;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.UserSimulator.SimulateTurn.Scripted;

/// <summary>A scripted user's words: a bounded stock, so that a small tokenizer learns each phrase, with facts said character for character.</summary>
internal sealed class UserPhrases(UserScript script, SeededRandom random)
{
    /// <summary>Greeting, identity unless withheld, and the first request.</summary>
    public string Opening()
    {
        var goal = script.Goals[0];
        var identity = goal.Withheld.Contains(FactNames.Identity) ? "" : Identity();
        return Join(Pick("Hi.", "Hello.", ""), identity, Request(goal));
    }

    public string NextRequest(UserGoal goal) => Join(Pick("Thanks.", "Thank you.", "OK."), Pick("Also:", "One more thing:"), Request(goal));

    public string RepeatedRequest(UserGoal goal) => Join(Pick("As I said:", "Once more:"), Request(goal));

    public string Request(UserGoal goal)
    {
        bool Tells(string fact) => goal.Facts.ContainsKey(fact) && !goal.Withheld.Contains(fact);
        string Fact(string fact) => goal.Facts[fact];
        var order = Tells(FactNames.OrderId) ? "order " + Fact(FactNames.OrderId) : "an order";
        var asked = goal.Intent switch
        {
            Intents.Cancel => Pick($"I want to cancel {order}.", $"Please cancel {order}."),
            Intents.Return => Pick($"I want to return the {Fact(FactNames.Items)} of {order}.", $"Please return the {Fact(FactNames.Items)} of {order}."),
            Intents.Exchange => Pick($"I want to exchange items of {order}:", $"Please exchange items of {order}:") + $" the {Fact(FactNames.Changes)}.",
            Intents.ModifyItems => Pick($"I want to modify items of {order}:", $"Please modify items of {order}:") + $" the {Fact(FactNames.Changes)}.",
            Intents.ModifyAddress => Pick($"I want to change the address of {order}.", $"Please change the address of {order}."),
            Intents.ModifyUserAddress => Pick("I want to change my default address.", "Please change my default address."),
            Intents.ModifyPayment => Pick($"I want to change the payment of {order}.", $"Please change the payment of {order}."),
            Intents.Status => Pick($"What is the status of {order}?", $"Where is {order}?"),
            Intents.Price => Pick($"What did the {Fact(FactNames.Items)} of {order} cost?", $"What is the price of the {Fact(FactNames.Items)} of {order}?"),
            Intents.Total => Pick($"What is the total of {order}?", $"What did {order} cost?"),
            Intents.Math => Pick($"Please work out {Fact(FactNames.Expression)}.", $"What is {Fact(FactNames.Expression)}?", $"Calculate {Fact(FactNames.Expression)}."),
            _ => throw new InvalidOperationException($"A scripted user has no words for the intent '{goal.Intent}'."),
        };
        string[] details = [FactNames.Reason, FactNames.Payment, FactNames.Address];
        return Join([asked, .. details.Where(Tells).Select(fact => Tell(goal, fact))]);
    }

    /// <summary>One fact of the goal, or who the user is.</summary>
    public string Tell(UserGoal goal, string fact) => fact switch
    {
        FactNames.Identity => Identity(),
        FactNames.OrderId => $"Order {goal.Facts[fact]}.",
        FactNames.Reason => $"Reason: {goal.Facts[fact]}.",
        FactNames.Payment => (goal.Intent == Intents.Return ? "Refund to: " : "Payment: ") + $"{goal.Facts[fact]}.",
        FactNames.Address => $"New address: {goal.Facts[fact]}.",
        FactNames.Items or FactNames.Changes => $"The {goal.Facts[fact]}.",
        _ => $"{goal.Facts[fact]}.",
    };

    /// <summary>Email if the script has one, else names and zip code; nothing where no one is identified.</summary>
    public string Identity() => script.Identity.Count == 0 ? ""
        : script.Identity.TryGetValue("email", out var email) ? Pick($"My email is {email}.", $"Email {email}.")
        : NameAndZip();

    public string NameAndZip()
    {
        var name = $"{script.Identity["first_name"]} {script.Identity["last_name"]}";
        return Pick($"I am {name}, zip {script.Identity["zip"]}.", $"My name is {name}, zip {script.Identity["zip"]}.");
    }

    public string Correction(UserGoal goal) => Pick("Sorry,", "Oh,") + $" it is order {goal.Facts[FactNames.CorrectedOrderId]}.";

    public string Yes() => Pick("Yes.", "Yes, please.", "Yes, go ahead.");

    public string No() => Pick("No, never mind.", "No, I changed my mind.");

    public string Unknown() => Pick("I do not know.", "I do not have that.");

    public string GivesUp() => Pick("Then never mind. Bye.", "I have no other. Bye.");

    public string Leaves() => Pick("Never mind. Bye.", "Forget it. Bye.");

    public string Thanks() => Pick("Thanks, that is all.", "Thank you. Bye.");

    private string Pick(params string[] phrases) => random.Pick(phrases);

    private static string Join(params IEnumerable<string> parts) => string.Join(' ', parts.Where(part => part.Length > 0));
}
