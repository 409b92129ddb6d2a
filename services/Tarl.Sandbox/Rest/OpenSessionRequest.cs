using System.Text.Json.Serialization;

namespace Tarl.Sandbox.Rest;

/// <summary>The body of a request for a session.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OpenSessionRequest
{
    /// <summary>The data set that the session starts from; the domain math needs none.</summary>
    public string DataSet { get; init; } = "";
}
