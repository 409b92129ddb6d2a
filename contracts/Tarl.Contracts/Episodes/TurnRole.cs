using System.Text.Json.Serialization;

namespace Tarl.Contracts.Episodes;

[JsonConverter(typeof(JsonStringEnumConverter<TurnRole>))]
public enum TurnRole
{
    User,
    Agent,
    Tool,
}
