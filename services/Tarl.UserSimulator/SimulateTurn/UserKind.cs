namespace Tarl.UserSimulator.SimulateTurn;

/// <summary>Who plays the user.</summary>
public enum UserKind
{
    /// <summary><see cref="Scripted.ScriptedUser"/>: plays the task's script, at no cost.</summary>
    Scripted,

    /// <summary><see cref="ReAct.ReActUser"/>: a language model that understands the task's instruction.</summary>
    ReAct,

    /// <summary><see cref="Http.HttpUser"/>: whoever answers at a URL.</summary>
    Http,
}
