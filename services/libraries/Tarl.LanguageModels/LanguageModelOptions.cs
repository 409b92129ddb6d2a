using System.ComponentModel.DataAnnotations;
using Tarl.LanguageModels.Endpoint;

namespace Tarl.LanguageModels;

/// <summary>Which model is asked, how long it is waited for, and what it may cost. Each use of a model has a section and a class of its own.</summary>
public class LanguageModelOptions : IValidatableObject
{
    /// <summary>The endpoint's base: <c>http://localhost:8000/v1</c>.</summary>
    public string Address { get; set; } = "";

    /// <summary>The name that the server knows the model by.</summary>
    public string Model { get; set; } = "";

    /// <summary>A file that holds the key, as secrets are mounted.</summary>
    public string? ApiKeyFile { get; set; }

    /// <summary>The environment variable that holds the key; without it and without a file none is sent.</summary>
    public string? ApiKeyVariable { get; set; }

    /// <summary>PEM file of the authorities that the server's certificate may come from, instead of the system's.</summary>
    public string? CaFile { get; set; }

    /// <summary>How the server wants to be told the longest answer.</summary>
    public TokenLimitField TokenLimit { get; set; } = TokenLimitField.MaxCompletionTokens;

    /// <summary>Everything that a call may take, retries and waiting for its turn included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>What one attempt of a call may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Has the answer sent as it is written, so that a server that stalls is noticed after <see cref="StallTimeout"/>.</summary>
    public bool Stream { get; set; }

    /// <summary>An attempt whose stream brings nothing for so long has failed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Further attempts after one that was refused for now (408, 425, 429, 5xx), lost or cut off.</summary>
    [Range(0, 100)]
    public int Retries { get; set; } = 6;

    /// <summary>The first pause, with jitter; later ones about double each time. A server's Retry-After goes before it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(500);

    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Of the attempts of half a minute this share must fail for the endpoint to be left alone for <see cref="BreakDuration"/>.</summary>
    [Range(0.01, 1.0)]
    public double BreakShare { get; set; } = 0.5;

    /// <summary>Fewer attempts than this in half a minute prove nothing.</summary>
    [Range(2, 100_000)]
    public int BreakAttempts { get; set; } = 20;

    [Range(typeof(TimeSpan), "00:00:00.5", "01:00:00")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A second attempt is made beside one that takes longer, and the first answer counts; both are paid. Not set: never.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan? HedgeAfter { get; set; }

    /// <summary>Attempts under way at once.</summary>
    [Range(1, 65535)]
    public int ConcurrentCalls { get; set; } = 256;

    /// <summary>Tokens, input and output, that may be asked for in a minute. Not set: any number.</summary>
    [Range(1L, long.MaxValue)]
    public long? TokensPerMinute { get; set; }

    /// <summary>Tokens that the process may spend before it ends. Not set: any number.</summary>
    [Range(1L, long.MaxValue)]
    public long? BudgetTokens { get; set; }

    /// <summary>Money that the process may spend before it ends, in the currency of the prices. Not set: any amount.</summary>
    [Range(0.000001, 1e12)]
    public double? BudgetMoney { get; set; }

    /// <summary>For a million input tokens.</summary>
    [Range(0.0, 1e9)]
    public double InputPrice { get; set; }

    /// <summary>For a million input tokens that the server has cached. Not set: <see cref="InputPrice"/>.</summary>
    [Range(0.0, 1e9)]
    public double? CachedInputPrice { get; set; }

    /// <summary>For a million output tokens.</summary>
    [Range(0.0, 1e9)]
    public double OutputPrice { get; set; }

    /// <summary>Answers are kept in this folder and found again by everything that decides them. Not set: they are not kept.</summary>
    public string? CacheFolder { get; set; }

    /// <summary>A longer response is not read to its end.</summary>
    [Range(1024, int.MaxValue)]
    public int MaxResponseBytes { get; set; } = 8 << 20;

    /// <summary>What the attributes cannot say. No message repeats a value: each of them may be a key in the wrong place.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        string?[] problems =
        [
            Address.Length == 0 ? null : EndpointAddress.Problem(Address),
            Address.Length > 0 && Model.Length == 0 ? "Model is missing: name the model that the server serves." : null,
            ApiKey.Problem(this),
            BudgetMoney is not null && InputPrice == 0 && OutputPrice == 0 ? "BudgetMoney has no effect: InputPrice and OutputPrice are 0." : null,
        ];
        return problems.OfType<string>().Select(problem => new ValidationResult(problem));
    }
}
