using System.Text;
using Tarl.LanguageModels.Messages;

namespace Tarl.LanguageModels.Budget;

/// <summary>Tokens of a request before anybody has counted them: one for three bytes, which is more than most tokenizers take, and all of the output that it may have.</summary>
internal static class TokenEstimate
{
    private const int BytesAToken = 3;
    private const int TokensAMessage = 8;

    public static TokenUsage Of(CompletionRequest request)
    {
        var bytes = request.Messages.Sum(message => Bytes(message.Text) + message.ToolCalls.Sum(call => Bytes(call.Name) + Bytes(call.Arguments)))
            + request.Tools.Sum(tool => Bytes(tool.Name) + Bytes(tool.Description) + Bytes(tool.Parameters.GetRawText()))
            + Bytes(request.Schema?.Schema.GetRawText() ?? "");
        return new TokenUsage((bytes / BytesAToken) + (TokensAMessage * request.Messages.Count), 0, request.MaxTokens);
    }

    /// <summary>The output's.</summary>
    public static int Of(Completion completion) =>
        (Bytes(completion.Text) + Bytes(completion.Refusal ?? "") + completion.ToolCalls.Sum(call => Bytes(call.Name) + Bytes(call.Arguments))) / BytesAToken;

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
