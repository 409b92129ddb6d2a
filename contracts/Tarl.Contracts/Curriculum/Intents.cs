namespace Tarl.Contracts.Curriculum;

/// <summary>What a scripted user can ask for, by <see cref="UserGoal.Intent"/>.</summary>
public static class Intents
{
    public const string Cancel = "cancel";
    public const string Return = "return";
    public const string Exchange = "exchange";
    public const string ModifyItems = "modify-items";
    public const string ModifyAddress = "modify-address";
    public const string ModifyUserAddress = "modify-user-address";
    public const string ModifyPayment = "modify-payment";

    /// <summary>Where an order stands.</summary>
    public const string Status = "status";

    /// <summary>What an item of an order cost.</summary>
    public const string Price = "price";

    /// <summary>What an order cost.</summary>
    public const string Total = "total";

    public const string Math = "math";
}
