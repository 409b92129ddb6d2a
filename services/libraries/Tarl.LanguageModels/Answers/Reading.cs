namespace Tarl.LanguageModels.Answers;

/// <summary>What could be made of a model's answer.</summary>
/// <param name="Value">Meaningless if there is a problem.</param>
/// <param name="Problem">Why it cannot be used, in words for the model; null if it can.</param>
public sealed record Reading<T>(T? Value, string? Problem);
