using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tarl.ServiceDefaults;

namespace Tarl.PolicyServer.ServeOpenAi.Requests;

/// <summary>Reads the body of a request as JSON that nothing later can stumble over.</summary>
internal static class RequestBody
{
    private const int MaxDepth = 64;

    public static JsonDocumentOptions Json { get; } = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <exception cref="OpenAiException">The body is too large, or no such JSON.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        // Which a web page elsewhere cannot send without asking first.
        if (!request.HasJsonContentType())
        {
            throw new OpenAiException(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "The request must have the content type application/json.");
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes;
        }

        try
        {
            var document = await JsonDocument.ParseAsync(request.Body, Json, cancellationToken);
            document.RootElement.EnsureUnicode();
            return document;
        }
        catch (Exception invalid) when (invalid is JsonException or InvalidOperationException)
        {
            throw new OpenAiException(StatusCodes.Status400BadRequest, "invalid_json", $"The body of the request is no JSON that can be read: {invalid.Message}");
        }
        catch (BadHttpRequestException refused)
        {
            throw new OpenAiException(refused.StatusCode, "bad_request", refused.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? $"The request is larger than {maxBytes} bytes."
                : refused.Message);
        }
    }
}
