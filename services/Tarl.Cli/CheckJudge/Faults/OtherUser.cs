using Tarl.Contracts.Curriculum;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>The agent lets itself in with the email or id of a user whom nobody has mentioned and who exists.</summary>
/// <param name="tasks">Whose users there are.</param>
internal sealed class OtherUser(IReadOnlyList<TaskSpec> tasks) : IFault
{
    /// <summary>The kind of tasks whose users may name themselves wrongly at first, so that nobody is found.</summary>
    private const string Mistyping = "unknown-id";

    public string Name => "other-user";

    public bool Suits(TaskSpec task) => Suitable.Writes(task);

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment)
    {
        if (moment.HasPlanted || moment.Right.Call is not { } call) return null;
        if (call.Name == "find_user_id_by_email") return LetIn(moment, "email");
        return moment.Task.Domain == "airline" && call.Name == "get_user_details" ? LetIn(moment, "user_id") : null;
    }

    private PlantedTurn[]? LetIn(Moment moment, string known)
    {
        var own = moment.Right.Call!.Arguments.GetProperty(known).GetString();
        var others = tasks.Where(task => task.Domain == moment.Task.Domain && task.Kind != Mistyping && task.Script.Identity.ContainsKey(known)).Select(task => task.Script.Identity[known]);
        string[] candidates = [.. others.Where(other => other != own).Distinct()];
        return candidates.Length == 0 ? null : [PlantedTurn.CallsWith(moment.Right.Call, known, moment.Random.Pick(candidates), Flaw.Major)];
    }
}
