using System.Globalization;
using System.Text.RegularExpressions;
using Tarl.Contracts.Episodes;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.RolloutWorker.Agents.Demonstrator.Domains;

/// <summary>Sums: nothing is read, nothing is written.</summary>
internal sealed partial class MathSkills : IDomainSkills
{
    public string? MissingForRead(ToolCall read, ToolCall? write, Memory memory) => null;

    public string? MissingForWrite(ToolCall write, Memory memory) => null;

    public string NotFound(ToolCall read) => throw NoTool(read);

    public string? Think(ToolCall call, Memory memory) => null;

    public string Announce(ToolCall write) => throw NoTool(write);

    public string Report(ToolCall write) => throw NoTool(write);

    public ToolCall? WithWrongDetail(ToolCall write, Memory memory, SeededRandom random) => null;

    /// <summary>A worked sum with a slip in its last step: result and answer one too large. Any other answer stays as it is.</summary>
    public string WrongAnswer(string answer) =>
        LastStep().Replace(answer, match => match.Groups[1].Value + OneMore(match.Groups[2].Value) + match.Groups[3].Value + OneMore(match.Groups[2].Value));

    [GeneratedRegex(@"( = )(\d{1,4})(\. The answer is )\2(?=\.$)")]
    private static partial Regex LastStep();

    private static string OneMore(string number) => (int.Parse(number, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);

    private static InvalidOperationException NoTool(ToolCall call) => new($"A demonstrator has no words for the tool '{call.Name}'.");
}
