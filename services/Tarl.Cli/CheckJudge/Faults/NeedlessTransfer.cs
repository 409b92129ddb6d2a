using System.Text.Json;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>The user is handed to a human although the agent could do what is wanted.</summary>
internal sealed class NeedlessTransfer : IFault
{
    private const double Chance = 0.3;

    private static readonly ToolCall Transfer = new()
    {
        Name = "transfer_to_human_agents",
        Arguments = JsonSerializer.SerializeToElement(new { summary = "The user wants something." }),
    };

    public string Name => "needless-transfer";

    public bool Suits(TaskSpec task) => Suitable.Writes(task);

    public IReadOnlyList<PlantedTurn>? Plant(Moment moment)
    {
        var isLastChance = moment.IsWrite(moment.Right);
        return !moment.HasPlanted && (isLastChance || moment.Random.Chance(Chance)) ? [PlantedTurn.Calls(Transfer, Flaw.Major)] : null;
    }
}
