using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Mathematics.GenerateTasks;

namespace Tarl.Sandbox.Tests.Mathematics.GenerateTasks;

public partial class MathTaskGeneratorTests
{
    private static readonly MathTaskOptions Options = new() { TrainTasks = 300, HeldOutTasks = 60, MaxOperations = 4, MaxValue = 60 };

    [Fact]
    public void Generate_Answer_IsTheExpressionWorkedOutFromLeftToRight()
    {
        foreach (var task in All(MathTaskGenerator.Generate(Options, 2)))
        {
            var words = Expression(task).Replace(",", "").Split(' ').ToList();
            var value = Number(words[0]);
            for (var i = 1; i < words.Count; i += 2) value = Calculate(value, words[i], Number(words[i + 1]));
            Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Assert.Single(task.Outputs));
            Assert.EndsWith($"The answer is {value}.", task.Plan[0].Say);
        }
    }

    [Fact]
    public void Generate_Working_HasOneTrueStepAnOperationAndStaysInRange()
    {
        foreach (var task in All(MathTaskGenerator.Generate(Options, 2)))
        {
            var steps = Step().Matches(task.Plan[0].Say!);
            Assert.Equal(Expression(task).Count(character => character == ',') + 1, steps.Count);
            Assert.All(steps, step => Assert.Equal(
                Number(step.Groups[4].Value), Calculate(Number(step.Groups[1].Value), step.Groups[2].Value, Number(step.Groups[3].Value))));
            Assert.All(steps, step => Assert.InRange(Number(step.Groups[4].Value), 0, 60));
        }
    }

    [Fact]
    public void Generate_Splits_ShareNoExpression()
    {
        var (train, heldOut) = MathTaskGenerator.Generate(Options, 2);
        Assert.Equal((300, 60), (train.Count, heldOut.Count));
        Assert.Distinct(train.Concat(heldOut).Select(Expression));
    }

    [Fact]
    public void Generate_SameSeed_SameTasks() => Assert.Equal(
        All(MathTaskGenerator.Generate(Options, 9)).Select(task => JsonSerializer.Serialize(task)),
        All(MathTaskGenerator.Generate(Options, 9)).Select(task => JsonSerializer.Serialize(task)));

    [Fact]
    public void Generate_MoreThanTheRangesHold_GivesFewerAndEnds()
    {
        var options = new MathTaskOptions { MinOperations = 1, MaxOperations = 1, MaxValue = 10, MaxOperand = 2, TrainTasks = 100_000, HeldOutTasks = 5 };
        var (train, heldOut) = MathTaskGenerator.Generate(options, 1);
        Assert.Equal(5, heldOut.Count);

        // From 1 to 10: + 1 in nine ways, + 2 in eight, - 1 in ten, - 2 in nine, * 2 in five.
        Assert.Equal(9 + 8 + 10 + 9 + 5 - 5, train.Count);
    }

    [Fact]
    public void Generate_FewestAboveMost_IsRefused() =>
        Assert.Throws<ValidationException>(() => MathTaskGenerator.Generate(new MathTaskOptions { MinOperations = 3, MaxOperations = 2 }, 1));

    [Fact]
    public void Generate_NumbersOfThreeDigits_AreRefused() =>
        Assert.Throws<ValidationException>(() => MathTaskGenerator.Generate(new MathTaskOptions { MaxValue = 100 }, 1));

    [GeneratedRegex(@"(\d+) ([+*-]) (\d+) = (\d+)")]
    private static partial Regex Step();

    private static IEnumerable<TaskSpec> All((IReadOnlyList<TaskSpec> Train, IReadOnlyList<TaskSpec> HeldOut) tasks) => tasks.Train.Concat(tasks.HeldOut);

    private static string Expression(TaskSpec task) => task.Script.Goals[0].Facts[FactNames.Expression];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static int Calculate(int left, string operation, int right) =>
        operation switch { "+" => left + right, "-" => left - right, _ => left * right };
}
