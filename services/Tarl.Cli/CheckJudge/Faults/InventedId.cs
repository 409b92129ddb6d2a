using Tarl.Contracts.Curriculum;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>An order or reservation is read, or written, by an id that nobody has mentioned, then by the right one.</summary>
/// <param name="inWrite">In the write; otherwise in a read.</param>
internal sealed class InventedId(bool inWrite) : IFault
{
    private static readonly string[] Subjects = ["order_id", "reservation_id"];

    public string Name => inWrite ? "invented-id-in-write" : "invented-id";

    public bool Suits(TaskSpec task) => Suitable.Writes(task);

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment)
    {
        if (moment.HasPlanted || !(inWrite ? moment.IsWrite(moment.Right) : moment.IsRead(moment.Right))) return null;

        var call = moment.Right.Call!;
        return Subjects.FirstOrDefault(subject => call.Arguments.TryGetProperty(subject, out _)) is { } subject
            ? [PlantedTurn.CallsWith(call, subject, Invent(call.Arguments.GetProperty(subject).GetString()!, moment), Flaw.Major), new PlantedTurn(moment.Right, Flaw.None)]
            : null;
    }

    // Another digit for each of the last three characters, so that no slip of anybody's tongue comes out.
    private static string Invent(string id, Moment moment) =>
        string.Concat(id[..^3], string.Concat(id[^3..].Select(old => moment.Random.Pick([.. "0123456789".Where(digit => digit != old)]))));
}
