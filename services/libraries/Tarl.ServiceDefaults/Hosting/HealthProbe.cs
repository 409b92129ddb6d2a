using System.Net;

namespace Tarl.ServiceDefaults.Hosting;

/// <summary>Asks the service that runs in the same container whether it is ready, for images that hold no other program to ask with.</summary>
internal static class HealthProbe
{
    /// <summary>The only argument of a process that is to ask, and nothing else.</summary>
    public const string Argument = "probe";

    private const string DefaultPort = "8080";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <returns>The exit status: 0 if it is ready.</returns>
    public static int Run()
    {
        var port = (Environment.GetEnvironmentVariable("ASPNETCORE_HTTP_PORTS") ?? DefaultPort).Split(';')[0];
        try
        {
            using var http = new HttpClient { Timeout = Timeout };
            using var question = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/health/ready");
            using var answer = http.Send(question);
            return answer.StatusCode == HttpStatusCode.OK ? 0 : 1;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return 1;
        }
    }
}
