using System.Security.Cryptography.X509Certificates;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tarl.ServiceDefaults.Tls;

namespace Tarl.Messaging.Connect;

/// <summary>The one place that knows how to reach the broker: address, credentials, TLS.</summary>
public sealed class Broker
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromSeconds(1);

    private readonly BusOptions _options;

    /// <exception cref="InvalidDataException">The address or a certificate cannot be used.</exception>
    public Broker(BusOptions options)
    {
        _options = options;
        Address = BrokerAddress.Parse(options.Url);
        Username = options.Username ?? Address.Username ?? ConnectionFactory.DefaultUser;
    }

    public BrokerAddress Address { get; }

    public string Username { get; }

    /// <summary>Connects once; the connection does not recover by itself.</summary>
    /// <param name="purpose">What the broker lists the connection as.</param>
    /// <exception cref="BrokerRefusedException">The broker answers and refuses: waiting will not help.</exception>
    /// <exception cref="BrokerAwayException">The broker does not answer.</exception>
    public async Task<IConnection> ConnectAsync(string purpose, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            HostName = Address.Host,
            Port = Address.Port,
            VirtualHost = Address.VirtualHost,
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = ConnectTimeout,
            ClientProvidedName = purpose,
        };
        Authenticate(factory);
        try
        {
            var connection = await factory.CreateConnectionAsync(cancellationToken);

            // A virtual host that is missing or forbidden closes the connection only after it has been opened.
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            return connection;
        }
        catch (Exception failure) when (Refusal(failure) is { } why)
        {
            throw new BrokerRefusedException($"The broker {Address} refuses user '{Username}': {why}", failure);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrokerAwayException($"The broker {Address} does not answer ({Innermost(failure).Message})", failure);
        }
    }

    /// <summary>Waits until the broker answers.</summary>
    /// <param name="say">Is told, once, that it does not.</param>
    /// <exception cref="BrokerRefusedException">The broker answers and refuses.</exception>
    public async Task WaitAsync(Action<string> say, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var said = false; ; said = true)
        {
            try
            {
                await using var connection = await ConnectAsync("tarl wait", cancellationToken);
                return;
            }
            catch (BrokerAwayException away)
            {
                if (!said)
                {
                    say($"{away.Message}; waiting for it.");
                }
            }

            await Task.Delay(PauseBetweenAttempts, time, cancellationToken);
        }
    }

    /// <summary>Sets name, password and TLS.</summary>
    /// <exception cref="InvalidDataException">The password file or a certificate cannot be read.</exception>
    public void Authenticate(ConnectionFactory factory)
    {
        factory.UserName = Username;
        factory.Password = Password();
        factory.Ssl = new SslOption { Enabled = Address.Tls };
        if (Address.Tls)
        {
            factory.Ssl.ServerName = _options.Tls.ServerName ?? Address.Host;
            factory.Ssl.CertificateValidationCallback = TrustedAuthorities.From(_options.Tls.CaFile);
            factory.Ssl.Certs = Certificates();
        }
    }

    private string Password()
    {
        if (_options.PasswordFile is not { } path)
        {
            return _options.Password ?? Address.Password ?? ConnectionFactory.DefaultPass;
        }

        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The broker's password file {path} cannot be read.", error);
        }
    }

    private X509Certificate2Collection? Certificates()
    {
        if (_options.Tls.CertificateFile is not { } path)
        {
            return null;
        }

        try
        {
            return [X509Certificate2.CreateFromPemFile(path, _options.Tls.KeyFile)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new InvalidDataException($"The certificate {path} cannot be used: {error.Message}", error);
        }
    }

    /// <summary>What the broker says that time does not heal; null if it may.</summary>
    private static string? Refusal(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AuthenticationFailureException:
                    return "name or password is wrong.";
                case OperationInterruptedException { ShutdownReason.ReplyCode: Constants.NotAllowed or Constants.AccessRefused }:
                    return "it may not use the virtual host, or there is none of that name.";
            }
        }

        return null;
    }

    private static Exception Innermost(Exception failure) => failure.InnerException is { } inner ? Innermost(inner) : failure;
}
