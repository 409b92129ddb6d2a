using Microsoft.AspNetCore.Http;

namespace Tarl.PolicyServer.ServeOpenAi;

/// <summary>A request that is refused, as OpenAI's protocol says so.</summary>
/// <param name="code">A word for programs.</param>
/// <param name="parameter">The part of the request that is wrong, such as <c>messages[0].role</c>; null if it is none in particular.</param>
internal sealed class OpenAiException(int status, string code, string message, string? parameter = null) : Exception(message)
{
    public int Status => status;

    /// <summary>The shape of <c>{"error": …}</c>.</summary>
    public object Body => new { error = new { message = Message, type = status < StatusCodes.Status500InternalServerError ? "invalid_request_error" : "server_error", param = parameter, code } };

    /// <summary>A part of the request that is wrong.</summary>
    public static OpenAiException Invalid(string code, string? parameter, string message) => new(StatusCodes.Status400BadRequest, code, message, parameter);

    /// <summary>A part of the request that is right, but asks for what there is not.</summary>
    public static OpenAiException Unsupported(string parameter, string message) => Invalid("unsupported_value", parameter, message);
}
