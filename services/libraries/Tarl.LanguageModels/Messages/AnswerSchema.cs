using System.Text.Json;

namespace Tarl.LanguageModels.Messages;

/// <summary>The JSON Schema that the answer is to follow.</summary>
/// <param name="Name">Letters, digits, underscores.</param>
public sealed record AnswerSchema(string Name, JsonElement Schema);
