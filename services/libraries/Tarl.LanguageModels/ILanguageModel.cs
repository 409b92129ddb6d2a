using Tarl.LanguageModels.Budget;
using Tarl.LanguageModels.Messages;

namespace Tarl.LanguageModels;

/// <summary>A model behind an OpenAI-compatible endpoint.</summary>
public interface ILanguageModel
{
    /// <summary>What has been spent since the process started; answers from the cache cost nothing.</summary>
    Spending Spent { get; }

    /// <summary>The model's whole answer. It comes, or an exception does, within <see cref="LanguageModelOptions.Deadline"/>, whatever the server does.</summary>
    /// <exception cref="BudgetSpentException">The call might cost more than is left of the budget.</exception>
    /// <exception cref="LanguageModelException">There is no answer: the server refuses, is away, or takes too long. No message holds the key.</exception>
    Task<Completion> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken);
}
