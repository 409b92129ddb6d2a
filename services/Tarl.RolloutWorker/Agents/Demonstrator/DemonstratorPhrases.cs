using Tarl.ServiceDefaults.Randomness;

namespace Tarl.RolloutWorker.Agents.Demonstrator;

/// <summary>A demonstrator's words that are the same in every domain.</summary>
internal sealed class DemonstratorPhrases(SeededRandom random)
{
    /// <summary>What τ²-bench's guidelines have an agent say after a transfer that does not end the conversation.</summary>
    public const string Transferred = "YOU ARE BEING TRANSFERRED TO A HUMAN AGENT. PLEASE HOLD ON.";

    public const string LeftAsIs = "OK, nothing is changed.";

    public const string Failed = "I cannot do that.";

    public string AskToConfirm(string announcement) => announcement + random.Pick([" Do you confirm? (yes/no)", " Is that right? (yes/no)"]);
}
