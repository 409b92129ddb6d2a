namespace Tarl.UserSimulator.SimulateTurn;

/// <summary>Who plays the user.</summary>
public enum UserKind
{
    /// <summary><see cref="Scripted.ScriptedUser"/>: plays a task's script.</summary>
    Scripted,

    /// <summary><see cref="Http.HttpUser"/>: whoever answers at a URL.</summary>
    Http,
}
