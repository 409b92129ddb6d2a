using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Tarl.Rpc.Serve;

/// <summary>A port that a service listens on beside that of its probes, from <c>SECTION:ListenUrl</c>.</summary>
public sealed class ListenAddress
{
    private readonly string _section;
    private readonly BindingAddress _address;

    private ListenAddress(string section, BindingAddress address) => (_section, _address) = (section, address);

    /// <summary>0 if the system is to choose one.</summary>
    public int Port => _address.Port;

    private bool IsLoopback => _address.Host == "localhost" || (IPAddress.TryParse(_address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    /// <param name="section">The section of the configuration that the address stands in.</param>
    /// <exception cref="InvalidDataException">The address cannot be listened on.</exception>
    public static ListenAddress Parse(string section, string url)
    {
        try
        {
            return new ListenAddress(section, BindingAddress.Parse(url));
        }
        catch (FormatException invalid)
        {
            throw new InvalidDataException($"{section}:ListenUrl '{url}' is no address to listen on: {invalid.Message}", invalid);
        }
    }

    /// <exception cref="InvalidDataException">The address is open to the network without a token.</exception>
    public void EnsureGuarded(BearerToken? token)
    {
        if (token is null && !IsLoopback)
        {
            throw new InvalidDataException($"{_address} is open to the network: set {_section}:Token or {_section}:TokenFile, or listen on 127.0.0.1.");
        }
    }

    /// <summary>Whether a caller has connected here. Where the system has chosen the port: whether it is on this machine.</summary>
    public bool IsOf(ConnectionInfo connection) => Port == connection.LocalPort || (Port == 0 && connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller));

    /// <summary>Listens here, too.</summary>
    public void AddTo(WebApplicationBuilder builder)
    {
        builder.WebHost.UseUrls([.. Urls(builder).Append(_address.ToString()).Distinct()]);
        builder.WebHost.UseKestrelHttpsConfiguration();
    }

    /// <summary>What would be listened on otherwise.</summary>
    private static IEnumerable<string> Urls(WebApplicationBuilder builder) =>
        (builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey)?.Split(';') ?? [])
        .DefaultIfEmpty(builder.WebHost.GetSetting(WebHostDefaults.HttpPortsKey)?.Split(';') is [var port, ..] ? $"http://*:{port}" : "http://127.0.0.1:5000");
}
