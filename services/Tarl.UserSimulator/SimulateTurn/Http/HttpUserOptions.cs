using System.ComponentModel.DataAnnotations;

namespace Tarl.UserSimulator.SimulateTurn.Http;

/// <summary>Where a user is asked over HTTP. Section <c>HttpUser</c>.</summary>
public sealed record HttpUserOptions : IValidatableObject
{
    public const string Section = "HttpUser";

    /// <summary>The URL that every turn is posted to; only with <see cref="UserKind.Http"/>.</summary>
    public string Address { get; init; } = "";

    /// <summary>How long one answer may take; it is of use for as long as the worker waits (<c>RolloutWorker:UserPatience</c>, 30 s).</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:30:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address.Length > 0 && !(Uri.TryCreate(Address, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", UserInfo: "" }))
        {
            yield return new($"HttpUser:Address takes a URL such as http://localhost:8090/, without name and password.");
        }
    }
}
