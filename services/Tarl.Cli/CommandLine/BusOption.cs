using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Tarl.Messaging.Connect;

namespace Tarl.Cli.CommandLine;

/// <summary><c>--bus</c>, and what the environment adds to it: name and password are no business of a command line.</summary>
internal sealed class BusOption
{
    private const string UrlKey = $"{BusOptions.Section}:{nameof(BusOptions.Url)}";

    private readonly Option<string?> _url;

    public BusOption(string description)
    {
        _url = new Option<string?>("--bus")
        {
            Description = $"{description}: rabbitmq://host:port/vhost, or rabbitmqs:// with TLS. Name and password from {Variable("Username")} and {Variable("Password")} or {Variable("PasswordFile")}",
            HelpName = "URL",
        };
    }

    public void AddTo(Command command) => command.Options.Add(_url);

    /// <summary>The section <c>Bus</c>: from the environment, the URL from the command line if it is given there.</summary>
    /// <exception cref="InvalidDataException">The URL is no broker's address.</exception>
    public IReadOnlyDictionary<string, string?> Settings(ParseResult arguments)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(BusOptions.Section)
            .AsEnumerable().Where(setting => setting.Value is not null)
            .ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.OrdinalIgnoreCase);
        if (arguments.GetValue(_url) is { } url)
        {
            settings[UrlKey] = url;
        }

        // Before anything is begun.
        if (!string.IsNullOrEmpty(settings.GetValueOrDefault(UrlKey)))
        {
            _ = BrokerAddress.Parse(settings[UrlKey]!);
        }

        return settings;
    }

    /// <summary>The broker that a command cannot do without.</summary>
    /// <exception cref="UserErrorException">None is named.</exception>
    public Broker Broker(ParseResult arguments)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(Settings(arguments)).Build();
        var options = settings.GetSection(BusOptions.Section).Get<BusOptions>() ?? new BusOptions();
        return options.Url.Length > 0
            ? new Broker(options)
            : throw new UserErrorException("No broker is named; give its address with --bus rabbitmq://host:port/vhost.");
    }

    private static string Variable(string name) => $"{BusOptions.Section}__{name}";
}
