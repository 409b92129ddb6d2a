using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tarl.PolicyServer.ServeOpenAi.Complete;

/// <summary>Sends an answer while it is sampled, as server-sent events.</summary>
internal sealed class CompletionStream(HttpResponse response, CompletionJson json)
{
    public async Task SendAsync(Completion completion, bool withUsage, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        await SendEventAsync(response, json.First(), cancellationToken);
        var thoughtIsTold = false;
        await foreach (var part in completion.SampleAsync(cancellationToken))
        {
            if (!thoughtIsTold && completion.Thought is not null)
            {
                thoughtIsTold = true;
                await SendEventAsync(response, json.Thought(), cancellationToken);
            }

            if (part.Words.Length > 0 || (json.TellsLogprobs && part.Tokens.Count > 0))
            {
                await SendEventAsync(response, json.Words(part), cancellationToken);
            }
        }

        if (completion.Call is not null)
        {
            await SendEventAsync(response, json.Calls(), cancellationToken);
        }

        await SendEventAsync(response, json.Last(), cancellationToken);
        if (withUsage)
        {
            await SendEventAsync(response, json.LastWithUsage(), cancellationToken);
        }

        await response.WriteAsync("data: [DONE]\n\n", cancellationToken);
    }

    public static async Task SendEventAsync(HttpResponse response, object data, CancellationToken cancellationToken)
    {
        await response.WriteAsync($"data: {JsonSerializer.Serialize(data, CompletionJson.Options)}\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
