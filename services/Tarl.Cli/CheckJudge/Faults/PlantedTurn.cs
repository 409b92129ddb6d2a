using System.Text.Json;
using Tarl.Contracts.Episodes;

namespace Tarl.Cli.CheckJudge.Faults;

/// <summary>An agent turn and what is wrong with it.</summary>
internal sealed record PlantedTurn(Turn Turn, Flaw Flaw)
{
    public static PlantedTurn Says(string text, Flaw flaw) => new(new Turn { Role = TurnRole.Agent, Text = text }, flaw);

    public static PlantedTurn Calls(ToolCall call, Flaw flaw) => new(new Turn { Role = TurnRole.Agent, Text = "", Call = call }, flaw);

    /// <summary>A call with one argument replaced.</summary>
    public static PlantedTurn CallsWith(ToolCall call, string argument, string value, Flaw flaw)
    {
        var arguments = call.Arguments.EnumerateObject().ToDictionary(property => property.Name, property => property.Value);
        arguments[argument] = JsonSerializer.SerializeToElement(value);
        return Calls(call with { Arguments = JsonSerializer.SerializeToElement(arguments) }, flaw);
    }
}
