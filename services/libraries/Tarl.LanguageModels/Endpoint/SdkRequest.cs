using OpenAI.Chat;
using Tarl.LanguageModels.Messages;

namespace Tarl.LanguageModels.Endpoint;

/// <summary>A request in the SDK's types.</summary>
internal static class SdkRequest
{
    public static IEnumerable<ChatMessage> Messages(CompletionRequest request) => request.Messages.Select(Message);

    public static ChatCompletionOptions Options(CompletionRequest request, LanguageModelOptions options)
    {
        var sdk = new ChatCompletionOptions
        {
            Temperature = (float?)request.Temperature,
            TopP = (float?)request.TopP,
            ResponseFormat = request.Schema is { } schema
                ? ChatResponseFormat.CreateJsonSchemaFormat(schema.Name, BinaryData.FromString(schema.Schema.GetRawText()), jsonSchemaIsStrict: true)
                : null,
        };
#pragma warning disable OPENAI001, SCME0001 // The seed and fields that the SDK does not know are marked as experimental.
        sdk.Seed = request.Seed;
        if (options.TokenLimit == TokenLimitField.MaxTokens)
        {
            sdk.Patch.Set("$.max_tokens"u8, request.MaxTokens);
        }
        else
        {
            sdk.MaxOutputTokenCount = request.MaxTokens;
        }
#pragma warning restore OPENAI001, SCME0001
        foreach (var tool in request.Tools)
        {
            sdk.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.Parameters.GetRawText())));
        }

        return sdk;
    }

    private static ChatMessage Message(ModelMessage message) => message.Role switch
    {
        ModelRole.System => new SystemChatMessage(message.Text),
        ModelRole.User => new UserChatMessage(message.Text),
        ModelRole.Tool => new ToolChatMessage(message.ToolCallId ?? throw new ArgumentException("A tool's message names the call that it answers."), message.Text),
        _ => Assistant(message),
    };

    private static AssistantChatMessage Assistant(ModelMessage message)
    {
        if (message.ToolCalls.Count == 0)
        {
            return new AssistantChatMessage(message.Text);
        }

        var assistant = new AssistantChatMessage(
            message.ToolCalls.Select(call => ChatToolCall.CreateFunctionToolCall(call.Id, call.Name, BinaryData.FromString(call.Arguments))));
        if (message.Text.Length > 0)
        {
            assistant.Content.Add(ChatMessageContentPart.CreateTextPart(message.Text));
        }

        return assistant;
    }
}
