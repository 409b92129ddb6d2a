using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.GenerateDataSet;

namespace Tarl.Sandbox.Tests.GenerateDataSet;

public class DataSetGeneratorTests
{
    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    public void Generate_Domain_WritesItsDatabaseAndTasksWithATenthOfMath(string domain)
    {
        using var folder = new TemporaryFolder();
        DataSetGenerator.Generate(new DataSetOptions { Domain = domain, Users = 200, TrainingTasks = 100, HeldOutTasks = 30 }, 5, folder.Path);
        Assert.True(File.Exists(folder.File(domain + ".db")));
        foreach (var (file, tasks, math) in (ReadOnlySpan<(string, int, int)>)[("train.jsonl", 100, 10), ("heldout.jsonl", 30, 3)])
        {
            var counts = TaskFile.Read(folder.File(file)).CountBy(task => task.Domain).ToDictionary();
            Assert.Equal((tasks - math, math), (counts[domain], counts["math"]));
        }
    }

    [Theory]
    [InlineData("retail")]
    [InlineData("airline")]
    public void Generate_HardMix_IsHalfLongAndLeavesMathAsItIs(string domain)
    {
        using var folder = new TemporaryFolder();
        DataSetGenerator.Generate(new DataSetOptions { Domain = domain, Users = 400, TrainingTasks = 100, HeldOutTasks = 10, Mix = TaskMix.Hard }, 5, folder.Path);
        var tasks = TaskFile.Read(folder.File("train.jsonl"));

        string[] isLong = ["three-goals", "four-goals", "five-goals", "find-order", "find-orders"];
        Assert.Equal(10, tasks.Count(task => task.Kind == "math"));

        // 45 of the 90 others, but that each of at most five kinds is rounded to whole tasks.
        Assert.InRange(tasks.Count(task => isLong.Contains(task.Kind)), 43, 47);
    }

    [Fact]
    public void Generate_UnknownDomain_IsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        var refusal = Assert.Throws<ArgumentException>(() => DataSetGenerator.Generate(new DataSetOptions { Domain = "bakery" }, 5, folder.Path));
        Assert.Contains("'bakery'", refusal.Message);
        Assert.Contains("retail, airline", refusal.Message);
    }

    // What --domain airline evaluates on beside a retail run is what an airline run of the same seed holds out.
    [Fact]
    public void Generate_FewerTrainingTasks_LeavesTheHeldOutOnesAsTheyAre()
    {
        using var many = new TemporaryFolder();
        using var few = new TemporaryFolder();
        DataSetGenerator.Generate(new DataSetOptions { Domain = "airline", Users = 200, TrainingTasks = 90, HeldOutTasks = 20 }, 5, many.Path);
        DataSetGenerator.Generate(new DataSetOptions { Domain = "airline", Users = 200, TrainingTasks = 10, HeldOutTasks = 20 }, 5, few.Path);
        Assert.Equal(File.ReadAllText(many.File("heldout.jsonl")), File.ReadAllText(few.File("heldout.jsonl")));
    }
}
