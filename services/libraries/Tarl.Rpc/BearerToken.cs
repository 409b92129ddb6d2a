using System.Security.Cryptography;
using System.Text;

namespace Tarl.Rpc;

/// <summary>The secret that callers of a service show: given as text, or as a file that holds it.</summary>
public sealed class BearerToken
{
    private readonly byte[] _hash;

    private BearerToken(string secret) => (Header, _hash) = ($"Bearer {secret}", SHA256.HashData(Encoding.UTF8.GetBytes($"Bearer {secret}")));

    /// <summary>The value of the header <c>authorization</c>.</summary>
    public string Header { get; }

    /// <returns>Null if neither is given.</returns>
    /// <exception cref="InvalidDataException">Both are given, or the file cannot be read or is empty.</exception>
    public static BearerToken? From(string? token, string? tokenFile)
    {
        if (!string.IsNullOrEmpty(token) && !string.IsNullOrEmpty(tokenFile))
        {
            throw new InvalidDataException("Give Token or TokenFile, not both.");
        }

        return string.IsNullOrEmpty(tokenFile) ? Of(token) : Of(Read(tokenFile)) ?? throw new InvalidDataException($"The token file {tokenFile} is empty.");
    }

    /// <summary>In a time that does not depend on where the two differ.</summary>
    public bool Matches(string? header) =>
        header is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(header)), _hash);

    /// <summary>Never the secret.</summary>
    public override string ToString() => "Bearer …";

    private static BearerToken? Of(string? secret) => string.IsNullOrEmpty(secret) ? null : new BearerToken(secret);

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The token file {path} cannot be read: {failure.Message}", failure);
        }
    }
}
