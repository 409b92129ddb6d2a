namespace Tarl.LanguageModels.Endpoint;

/// <summary>What an endpoint's address must be.</summary>
internal static class EndpointAddress
{
    /// <returns>What is wrong, without the address, which may hold a password; null if nothing is.</returns>
    public static string? Problem(string address) =>
        !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") ? "Address is no URL such as http://localhost:8000/v1."
        : uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "Address must hold no name, password or query: the key comes from ApiKeyFile or ApiKeyVariable."
        : null;
}
