using System.Text.Json.Serialization;

namespace Tarl.LanguageModels.Messages;

/// <summary>Why a model stopped writing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CompletionEnd>))]
public enum CompletionEnd
{
    /// <summary>It had finished.</summary>
    Finished,

    /// <summary>It calls tools.</summary>
    ToolCalls,

    /// <summary>It was cut off at <see cref="CompletionRequest.MaxTokens"/>, or at its context's end.</summary>
    Length,

    /// <summary>The server has held the answer back.</summary>
    Filtered,
}
