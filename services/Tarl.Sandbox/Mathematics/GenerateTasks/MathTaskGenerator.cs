using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Tarl.Contracts.Curriculum;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Mathematics.GenerateTasks;

/// <summary>Makes multi-step arithmetic tasks, no expression twice.</summary>
public static class MathTaskGenerator
{
    // Draws for one new expression before the ranges count as exhausted.
    private const int MaxAttempts = 1000;

    /// <summary>
    /// Training and held-out tasks without an expression in common; fewer than asked for where the options leave too few. The same seed
    /// gives the same tasks.
    /// </summary>
    /// <exception cref="ValidationException">An option is out of its range, or fewer operations are allowed than demanded.</exception>
    public static (IReadOnlyList<TaskSpec> Train, IReadOnlyList<TaskSpec> HeldOut) Generate(MathTaskOptions options, ulong seed)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        if (options.MaxOperations < options.MinOperations)
            throw new ValidationException($"A chain cannot have at least {options.MinOperations} and at most {options.MaxOperations} operations.");
        var random = new SeededRandom(SeededRandom.Derive(seed, "math"));
        var seen = new HashSet<string>();

        // Held-out tasks first: they are the fewer, and must not run out.
        var heldOut = Draw("held-out", options.HeldOutTasks, options, random, seen);
        return (Draw("train", options.TrainTasks, options, random, seen), heldOut);
    }

    private static List<TaskSpec> Draw(string split, int count, MathTaskOptions options, SeededRandom random, HashSet<string> seen)
    {
        var tasks = new List<TaskSpec>(count);
        for (var attempt = 0; tasks.Count < count && attempt < MaxAttempts; attempt++)
        {
            var chain = ArithmeticChain.Draw(options, random);
            if (!seen.Add(chain.Expression)) continue;
            tasks.Add(Task(chain, $"math-{split}-{tasks.Count:D5}"));
            attempt = -1;
        }

        return tasks;
    }

    private static TaskSpec Task(ArithmeticChain chain, string id)
    {
        var answer = chain.Result.ToString(CultureInfo.InvariantCulture);
        var facts = new Dictionary<string, string> { [FactNames.Expression] = chain.Expression };
        return new TaskSpec
        {
            Id = id,
            Domain = "math",
            Kind = "math",
            DataSet = "math",
            Instruction = $"You want to know the result of {chain.Expression}, worked out from left to right.",
            Script = new UserScript { Identity = new Dictionary<string, string>(), Goals = [new UserGoal { Intent = Intents.Math, Facts = facts }] },
            GroundTruth = [],
            Plan = [new GoalPlan { Reads = [], Resolution = GoalResolution.Answer, Say = $"{chain.Working}. The answer is {answer}." }],
            Outputs = [answer],
        };
    }
}
