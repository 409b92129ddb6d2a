using System.Text.Json;
using Tarl.Contracts.Policy;

namespace Tarl.PolicyServer.ServeOpenAi.Requests;

/// <summary>
/// Reads the body of <c>/v1/chat/completions</c>. What would change an answer and cannot be had is refused; what cannot change one is let pass.
/// </summary>
internal static class ChatRequestReader
{
    private const double MaxTemperature = 2;
    private const int MaxTopLogprobs = 20;
    private const int MaxStops = 4;
    private const double Tolerance = 1e-9;

    private static readonly HashSet<string> Known =
    [
        "model", "messages", "tools", "tool_choice", "stream", "stream_options", "max_tokens", "max_completion_tokens", "temperature", "seed", "n",
        "stop", "logprobs", "top_logprobs", "top_p", "presence_penalty", "frequency_penalty", "logit_bias", "modalities",

        // A wish: nothing can make the policy write in a form, and who asks for one has to look in any case.
        "response_format",

        // Words about who asks, where it is kept and how soon it is answered.
        "user", "metadata", "store", "service_tier", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "prediction",

        // An agent's turn has one call at most in any case.
        "parallel_tool_calls",
    ];

    /// <exception cref="OpenAiException">The request is refused.</exception>
    public static ChatRequest Read(JsonElement body)
    {
        var fields = RequestFields.Of(body, "");
        fields.EnsureOnly(Known);
        EnsureNeutral(fields);
        var (system, turns) = new MessageReader().Read(fields.Require("messages"));
        var tools = ToolReader.Read(fields);
        var stream = fields.FindFlag("stream");
        return new ChatRequest
        {
            Model = fields.RequireText("model"),
            SystemMessage = system,
            Turns = turns,
            Tools = tools,
            AllowsCalls = ToolReader.ReadChoice(fields) && tools.Count > 0,
            Sampling = new SamplingOptions
            {
                Temperature = fields.FindNumber("temperature", 0, MaxTemperature) ?? 1,
                MaxTokensPerTurn = (int)(fields.FindWhole("max_completion_tokens", 1, int.MaxValue) ?? fields.FindWhole("max_tokens", 1, int.MaxValue) ?? int.MaxValue),
            },
            Seed = (ulong?)fields.FindWhole("seed", long.MinValue, long.MaxValue),
            Stops = ReadStops(fields),
            WantsLogprobs = fields.FindFlag("logprobs"),
            TopLogprobs = ReadTopLogprobs(fields),
            Stream = stream,
            StreamsUsage = ReadStreamOptions(fields, stream),
        };
    }

    /// <summary>What another model can do and this one cannot is welcome as long as it asks for nothing.</summary>
    private static void EnsureNeutral(RequestFields fields)
    {
        if (fields.FindWhole("n", 1, 128) > 1)
        {
            throw OpenAiException.Unsupported("n", "A request gets one completion here: 'n' must be 1.");
        }

        foreach (var (name, neutral, least, most) in (ReadOnlySpan<(string, double, double, double)>)[("top_p", 1, 0, 1), ("presence_penalty", 0, -2, 2), ("frequency_penalty", 0, -2, 2)])
        {
            if (fields.FindNumber(name, least, most) is { } value && Math.Abs(value - neutral) > Tolerance)
            {
                throw OpenAiException.Unsupported(name, $"Sampling here has a temperature and nothing else: '{name}' must be {neutral}.");
            }
        }

        if (fields.FindObject("logit_bias") is not null && fields.Require("logit_bias").EnumerateObject().Any())
        {
            throw OpenAiException.Unsupported("logit_bias", "Tokens cannot be biased here: leave out 'logit_bias'.");
        }

        foreach (var modality in fields.FindList("modalities"))
        {
            if (RequestFields.Text(modality, "modalities") != "text")
            {
                throw OpenAiException.Unsupported("modalities", "The policy writes text alone.");
            }
        }
    }

    private static string[] ReadStops(RequestFields fields)
    {
        var stops = fields.Find("stop") is { ValueKind: JsonValueKind.String } one
            ? [one.GetString()!]
            : fields.FindList("stop").Select((stop, i) => RequestFields.Text(stop, $"stop[{i}]")).ToArray();
        return stops.Length <= MaxStops && !stops.Contains("")
            ? stops
            : throw OpenAiException.Invalid("invalid_value", "stop", $"'stop' takes up to {MaxStops} texts, none of them empty.");
    }

    private static int ReadTopLogprobs(RequestFields fields)
    {
        var top = (int)(fields.FindWhole("top_logprobs", 0, MaxTopLogprobs) ?? 0);
        return top == 0 || fields.FindFlag("logprobs")
            ? top
            : throw OpenAiException.Invalid("invalid_value", "top_logprobs", "'top_logprobs' has an effect only where 'logprobs' is true.");
    }

    private static bool ReadStreamOptions(RequestFields fields, bool stream)
    {
        if (fields.FindObject("stream_options") is not { } options)
        {
            return false;
        }

        options.EnsureOnly(new HashSet<string> { "include_usage", "include_obfuscation" });
        return stream
            ? options.FindFlag("include_usage")
            : throw OpenAiException.Invalid("invalid_value", "stream_options", "'stream_options' has an effect only where 'stream' is true.");
    }
}
