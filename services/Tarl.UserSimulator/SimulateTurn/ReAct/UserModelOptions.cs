using Tarl.LanguageModels;

namespace Tarl.UserSimulator.SimulateTurn.ReAct;

/// <summary>The language model that plays users. Section <c>UserModel</c>.</summary>
public sealed class UserModelOptions : LanguageModelOptions
{
    public const string Section = "UserModel";

    // A worker gives a user two minutes for a reply, RolloutWorker:CallTimeout.
    public UserModelOptions() => (Deadline, AttemptTimeout) = (TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(45));
}
