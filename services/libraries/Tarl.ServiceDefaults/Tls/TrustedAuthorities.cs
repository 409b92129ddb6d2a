using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tarl.ServiceDefaults.Tls;

/// <summary>Trust in named certificate authorities instead of the system's.</summary>
public static class TrustedAuthorities
{
    /// <param name="caFile">PEM file of the authorities.</param>
    /// <returns>Accepts a server's certificate if one of them has issued it, and for the name that was called; null, which is the system's judgement, if no file is given.</returns>
    /// <exception cref="InvalidDataException">The file cannot be read, or holds no certificate.</exception>
    public static RemoteCertificateValidationCallback? From(string? caFile)
    {
        if (string.IsNullOrEmpty(caFile))
        {
            return null;
        }

        var authorities = Read(caFile);
        return (_, certificate, chain, errors) =>
        {
            if (certificate is null || chain is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
            {
                return false;
            }

            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return chain.Build(new X509Certificate2(certificate));
        };
    }

    private static X509Certificate2Collection Read(string path)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(path);
            return authorities.Count > 0 ? authorities : throw new InvalidDataException($"The file {path} holds no certificate.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidDataException($"The certificate {path} cannot be used: {error.Message}", error);
        }
    }
}
