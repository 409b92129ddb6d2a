using System.Text.Json.Serialization;

namespace Tarl.LanguageModels.Messages;

[JsonConverter(typeof(JsonStringEnumConverter<ModelRole>))]
public enum ModelRole
{
    System,
    User,
    Assistant,

    /// <summary>A tool's answer to a call of the assistant's.</summary>
    Tool,
}
