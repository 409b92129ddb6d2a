using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Sandbox.Mathematics.GenerateTasks;

/// <summary>Arithmetic worked out from left to right, step by step: <c>7 + 5, * 3</c> is 36.</summary>
internal sealed record ArithmeticChain(int Start, IReadOnlyList<(char Operation, int Operand)> Steps)
{
    private const string Operations = "++--*";

    public string Expression => $"{Start} {string.Join(", ", Steps.Select(step => $"{step.Operation} {step.Operand}"))}";

    public int Result => Steps.Aggregate(Start, Apply);

    /// <summary>Every step with its result, as an agent writes it: <c>7 + 5 = 12; 12 * 3 = 36</c>.</summary>
    public string Working
    {
        get
        {
            var value = Start;
            return string.Join("; ", Steps.Select(step => $"{value} {step.Operation} {step.Operand} = {value = Apply(value, step)}"));
        }
    }

    public static ArithmeticChain Draw(MathTaskOptions options, SeededRandom random)
    {
        var start = random.Next(1, options.MaxValue + 1);
        var value = start;
        var steps = new List<(char, int)>();
        for (var count = random.Next(options.MinOperations, options.MaxOperations + 1); count > 0; count--)
        {
            var step = DrawStep(value, options, random);
            steps.Add(step);
            value = Apply(value, step);
        }

        return new ArithmeticChain(start, steps);
    }

    // Some step is always possible: subtracting 1 (from 1 or more) or adding 1 (to 0).
    private static (char Operation, int Operand) DrawStep(int value, MathTaskOptions options, SeededRandom random)
    {
        while (true)
        {
            var operation = Operations[random.Next(Operations.Length)];
            var step = (operation, random.Next(operation == '*' ? 2 : 1, options.MaxOperand + 1));
            if (Apply(value, step) is var result && result >= 0 && result <= options.MaxValue) return step;
        }
    }

    private static int Apply(int value, (char Operation, int Operand) step) => step.Operation switch
    {
        '+' => value + step.Operand,
        '-' => value - step.Operand,
        '*' => value * step.Operand,
        _ => throw new InvalidOperationException($"No operation '{step.Operation}'."),
    };
}
