namespace Tarl.EndToEnd.Tests.Bus;

/// <inheritdoc cref="SampleJudgeFactAttribute"/>
internal sealed class SampleJudgeTheoryAttribute : TheoryAttribute
{
    public SampleJudgeTheoryAttribute() => Skip = SampleJudgeFactAttribute.WhyNot;
}
