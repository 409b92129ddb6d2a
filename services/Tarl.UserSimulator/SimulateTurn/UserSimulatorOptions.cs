using System.ComponentModel.DataAnnotations;

namespace Tarl.UserSimulator.SimulateTurn;

/// <summary>How users are asked, whoever they are played by. Section <c>UserSimulator</c>.</summary>
public sealed class UserSimulatorOptions
{
    public const string Section = "UserSimulator";

    /// <summary>The sections <c>ReActUser</c> and <c>UserModel</c> have an effect with <see cref="UserKind.ReAct"/>, <c>HttpUser</c> with <see cref="UserKind.Http"/>, <c>ScriptedUser</c> with <see cref="UserKind.Scripted"/>.</summary>
    public UserKind Kind { get; set; } = UserKind.Scripted;

    /// <summary>Users that this process lets think at once; a user that waits for a language model costs no processor.</summary>
    [Range(1, 65535)]
    public int ConcurrentTurns { get; set; } = 256;

    /// <summary>Holds every answer back, as a language model in the user's place would: to measure what a slow user costs. Other users do not wait for it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Delay { get; set; } = TimeSpan.Zero;
}
