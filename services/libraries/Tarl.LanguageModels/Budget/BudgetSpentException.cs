namespace Tarl.LanguageModels.Budget;

/// <summary>A call was not made because it might have cost more than is left.</summary>
public sealed class BudgetSpentException(string message) : LanguageModelException(message);
