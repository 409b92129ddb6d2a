using System.ComponentModel.DataAnnotations;

namespace Tarl.PolicyServer.ServeOpenAi;

/// <summary>Whether, where and to whom the policy answers clients of OpenAI's protocol.</summary>
public sealed class OpenAiOptions
{
    public const string Section = "OpenAi";

    /// <summary>Address and port, <c>http</c> or <c>https</c> (certificate: <c>Kestrel:Certificates:Default</c>). Host <c>*</c>: every interface. Null: nobody is answered.</summary>
    public string? ListenUrl { get; set; }

    /// <summary>What callers must show as their API key. Without one only the loopback interface can be listened on.</summary>
    public string? Token { get; set; }

    /// <summary>A file that holds the token, such as a mounted secret.</summary>
    public string? TokenFile { get; set; }

    /// <summary>What callers call the policy.</summary>
    [Required]
    public string ModelName { get; set; } = "tarl";

    /// <summary>
    /// The system message of requests that have none. A policy that knows its tools by signatures was trained with the domain's name here.
    /// </summary>
    public string SystemMessage { get; set; } = "";

    /// <summary>A request that is larger is refused.</summary>
    [Range(1024, 1 << 30)]
    public int MaxRequestBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Answers under way at one time, each with a key/value cache; further requests are refused.</summary>
    [Range(1, 1_000_000)]
    public int MaxConcurrentRequests { get; set; } = 256;

    /// <summary>An answer that is not complete by then, or not read by then, is broken off.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromMinutes(5);
}
