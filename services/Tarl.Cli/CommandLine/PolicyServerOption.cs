using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Tarl.Rpc.RemotePolicy;

namespace Tarl.Cli.CommandLine;

/// <summary><c>--policy-server</c>, and what the environment adds to it: a token is no business of a command line.</summary>
internal sealed class PolicyServerOption
{
    private const string AddressKey = $"{RemotePolicyOptions.Section}:{nameof(RemotePolicyOptions.Address)}";

    private readonly Option<string?> _address = new("--policy-server")
    {
        Description = "Sample with policy servers elsewhere, over gRPC: http://host:port, several with commas; they get their checkpoints over the same --bus. "
            + "Token from PolicyServer__Token or PolicyServer__TokenFile (default: within this process)",
        HelpName = "URL",
    };

    public void AddTo(Command command) => command.Options.Add(_address);

    /// <summary>The section <c>PolicyServer</c>: from the environment, the address from the command line if it is given there; empty without one.</summary>
    public IReadOnlyDictionary<string, string?> Settings(ParseResult arguments)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(RemotePolicyOptions.Section)
            .AsEnumerable().Where(setting => setting.Value is not null)
            .ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.OrdinalIgnoreCase);
        if (arguments.GetValue(_address) is { } address)
        {
            settings[AddressKey] = address;
        }

        return settings.ContainsKey(AddressKey) ? settings : new Dictionary<string, string?>();
    }
}
