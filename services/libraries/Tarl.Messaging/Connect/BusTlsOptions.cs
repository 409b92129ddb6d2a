namespace Tarl.Messaging.Connect;

/// <summary>TLS to the broker. Section <c>Bus:Tls</c>; takes effect with <c>rabbitmqs://</c>.</summary>
public sealed class BusTlsOptions
{
    /// <summary>The name that the broker's certificate must carry, if it is not the URL's host.</summary>
    public string? ServerName { get; set; }

    /// <summary>PEM file of the authorities that are trusted, instead of the system's.</summary>
    public string? CaFile { get; set; }

    /// <summary>PEM file of the certificate that this process shows; needs <see cref="KeyFile"/>.</summary>
    public string? CertificateFile { get; set; }

    public string? KeyFile { get; set; }
}
