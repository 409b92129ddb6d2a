namespace Tarl.Rpc.Connect;

/// <summary>Shows the token with every call.</summary>
internal sealed class BearerTokenHandler(BearerToken token, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("authorization", token.Header);
        return base.SendAsync(request, cancellationToken);
    }
}
