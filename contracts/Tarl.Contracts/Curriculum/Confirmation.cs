using System.Text.Json.Serialization;

namespace Tarl.Contracts.Curriculum;

[JsonConverter(typeof(JsonStringEnumConverter<Confirmation>))]
public enum Confirmation
{
    /// <summary>The user says yes.</summary>
    Yes,

    /// <summary>The user has changed their mind and says no: nothing may be written.</summary>
    No,
}
