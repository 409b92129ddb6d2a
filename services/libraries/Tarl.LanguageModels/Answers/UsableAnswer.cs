using Tarl.LanguageModels.Messages;

namespace Tarl.LanguageModels.Answers;

public static class UsableAnswer
{
    /// <summary>Asks, and, as long as the answer cannot be used, says why and asks again.</summary>
    /// <param name="read">Pure: what the answer means.</param>
    /// <param name="repairs">How often it is asked again.</param>
    /// <param name="unusable">Told of every answer that could not be used.</param>
    /// <exception cref="UnusableAnswerException">No answer can be used.</exception>
    /// <exception cref="LanguageModelException">There is no answer.</exception>
    public static async Task<T> AskAsync<T>(
        this ILanguageModel model, CompletionRequest request, Func<Completion, Reading<T>> read, int repairs, Action<string>? unusable, CancellationToken cancellationToken)
    {
        for (var answers = 1; ; answers++)
        {
            var completion = await model.CompleteAsync(request, cancellationToken);
            var reading = Cut(completion, request) is { } cut ? new Reading<T>(default, cut) : read(completion);
            if (reading.Problem is not { } problem)
            {
                return reading.Value!;
            }

            unusable?.Invoke(problem);
            if (answers > repairs)
            {
                throw new UnusableAnswerException(answers, problem);
            }

            request = request with
            {
                Messages =
                [
                    .. request.Messages,
                    ModelMessage.Assistant(completion.Answer is { Length: > 0 } said ? said : completion.Refusal ?? "(nothing)"),
                    ModelMessage.User($"That cannot be used: {problem} Answer again, in full and in the form that was asked for."),
                ],
                Seed = request.Seed + 1,
            };
        }
    }

    private static string? Cut(Completion completion, CompletionRequest request) => completion switch
    {
        { Refusal: { Length: > 0 } refusal } => $"it is a refusal ({refusal}).",
        { End: CompletionEnd.Length } => $"it was cut off after {request.MaxTokens} tokens; be shorter.",
        { End: CompletionEnd.Filtered } => "the server held it back.",
        _ => null,
    };
}
