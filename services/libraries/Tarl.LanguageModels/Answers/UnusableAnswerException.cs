namespace Tarl.LanguageModels.Answers;

/// <summary>A model has been told what was wrong with its answers as often as it may be.</summary>
public sealed class UnusableAnswerException(int answers, string problem)
    : LanguageModelException($"None of {answers} answers of the language model can be used. The last: {problem}");
