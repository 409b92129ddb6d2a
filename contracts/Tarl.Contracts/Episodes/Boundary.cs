using System.Text.Json.Serialization;

namespace Tarl.Contracts.Episodes;

[JsonConverter(typeof(JsonStringEnumConverter<Boundary>))]
public enum Boundary
{
    Policy,
    Sandbox,
    User,
    Verifier,
    Judge,
    Worker,
}
