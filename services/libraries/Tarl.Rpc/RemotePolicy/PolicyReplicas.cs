using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Policy.V1;
using Tarl.ServiceDefaults.Tls;

namespace Tarl.Rpc.RemotePolicy;

/// <summary>The policy servers that are configured: taken in turns for conversations, found by name for the tokens that they keep.</summary>
public sealed class PolicyReplicas : IDisposable
{
    private readonly PolicyReplica[] _replicas;
    private readonly ConcurrentDictionary<string, PolicyReplica> _byName = new();
    private readonly RemotePolicyOptions _options;
    private readonly TimeProvider _time;
    private int _taken = -1;

    /// <exception cref="InvalidDataException">An address, the token or the authorities cannot be used.</exception>
    public PolicyReplicas(IOptions<RemotePolicyOptions> options, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        var token = BearerToken.From(_options.Token, _options.TokenFile);
        var trust = TrustedAuthorities.From(_options.CaFile);
        _replicas = [.. _options.Address.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(address => new PolicyReplica(Parse(address), token, trust, _options.Retries, time))];
        if (_replicas.Length == 0)
        {
            throw new InvalidDataException("PolicyServer:Address names no address.");
        }
    }

    internal int Count => _replicas.Length;

    /// <summary>The next one, in turns.</summary>
    internal PolicyReplica Next() => _replicas[(uint)Interlocked.Increment(ref _taken) % _replicas.Length];

    /// <summary>The one that calls itself so; null if no configured one does.</summary>
    internal async ValueTask<PolicyReplica?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (_byName.TryGetValue(name, out var known))
        {
            return known;
        }

        await Task.WhenAll(_replicas.Select(replica => LearnNameAsync(replica, cancellationToken)));
        return _byName.GetValueOrDefault(name);
    }

    /// <summary>When a call that starts now has to be over.</summary>
    internal DateTime DeadlineIn(TimeSpan timeout) => _time.GetUtcNow().UtcDateTime + timeout;

    public void Dispose()
    {
        foreach (var replica in _replicas)
        {
            replica.Dispose();
        }
    }

    private async Task LearnNameAsync(PolicyReplica replica, CancellationToken cancellationToken)
    {
        try
        {
            var status = await replica.Client.GetStatusAsync(
                new GetStatusRequest(), deadline: DeadlineIn(_options.CallTimeout), cancellationToken: cancellationToken);
            _byName[status.Replica] = replica;
        }
        catch (RpcException failure) when (PolicyReplica.IsPassing(failure))
        {
            // It cannot be asked now; those that can may be the ones looked for.
        }
        catch (RpcException failure)
        {
            throw PolicyServerException.From(failure, replica.Address, cancellationToken);
        }
    }

    private static Uri Parse(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
            ? uri
            : throw new InvalidDataException($"PolicyServer:Address: '{address}' is no http or https address.");
}
