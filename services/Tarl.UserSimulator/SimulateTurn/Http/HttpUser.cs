using System.Net.Http.Json;
using System.Text.Json;
using Tarl.Contracts.Episodes;

namespace Tarl.UserSimulator.SimulateTurn.Http;

/// <summary>
/// Asks whoever answers at a URL: it is posted the <see cref="SimulateUserTurn"/> as JSON and answers a <see cref="UserTurnSimulated"/>.
/// </summary>
public sealed class HttpUser : ISimulatedUser, IDisposable
{
    /// <summary>No user says more than this.</summary>
    private const int MaxAnswerBytes = 1 << 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    private readonly HttpUserOptions _options;
    private readonly HttpClient _http;

    public HttpUser(HttpUserOptions options)
    {
        _options = options;

        // Connections are made anew now and then, since a name may come to stand for another address.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _http = new HttpClient(handler) { Timeout = options.Timeout, MaxResponseContentBufferSize = MaxAnswerBytes };
    }

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">It cannot be reached, or answers no success.</exception>
    /// <exception cref="TimeoutException">It takes longer than <see cref="HttpUserOptions.Timeout"/>.</exception>
    /// <exception cref="InvalidDataException">Its answer is no turn of a user.</exception>
    public async Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.PostAsJsonAsync(_options.Address, request, Json, cancellationToken);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadFromJsonAsync<UserTurnSimulated>(Json, cancellationToken) ?? throw new JsonException("it is null")
                : throw new HttpRequestException($"it answers {(int)response.StatusCode}");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"The user at {_options.Address} does not answer a UserTurnSimulated: {error.Message}", error);
        }
        catch (TaskCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The user at {_options.Address} does not answer within {_options.Timeout}.", error);
        }
        catch (HttpRequestException error)
        {
            throw new HttpRequestException($"The user at {_options.Address} cannot be asked: {error.Message}", error);
        }
    }

    public void Dispose() => _http.Dispose();
}
