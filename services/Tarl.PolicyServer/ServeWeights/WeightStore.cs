using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Tarl.Contracts.Training;
using Tarl.Policy.Chat;
using Tarl.Policy.Engines.Managed;
using Tarl.Policy.Tokenization;
using Tarl.PolicyServer.Generate;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.PolicyServer.ServeWeights;

/// <summary>Holds the served weights and swaps them between forward passes, so that running conversations go on.</summary>
public sealed class WeightStore(IOptions<PolicyServerOptions> options) : IDisposable
{
    private readonly ReaderWriterLockSlim _weights = new();
    private readonly Lock _waiting = new();
    private ServedPolicy? _policy;
    private TaskCompletionSource _nextVersion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The version served; −1 before the first checkpoint.</summary>
    public int Version { get; private set; } = -1;

    /// <summary>Waits until a version at least as new is served.</summary>
    public async ValueTask<ServedPolicy> WaitForAsync(int version, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (_waiting)
            {
                if (Version >= version && _policy is { } policy)
                {
                    return policy;
                }

                next = _nextVersion.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Runs one forward pass on weights that stay what they are meanwhile.</summary>
    /// <param name="pass">Gets the version of those weights.</param>
    public void Use(Action<int> pass)
    {
        _weights.EnterReadLock();
        try
        {
            pass(Version);
        }
        finally
        {
            _weights.ExitReadLock();
        }
    }

    /// <summary>Loads a published checkpoint; an older one than is served is passed over.</summary>
    /// <exception cref="InvalidDataException">The file is not what was published, or does not fit the model served.</exception>
    public void Load(CheckpointPublished checkpoint)
    {
        using var charge = CpuLedger.For(CpuAccount.Rollout);
        if (checkpoint.PolicyVersion <= Version)
        {
            // Told again of an old one, whose files may be gone.
            return;
        }

        var weights = Path.Combine(checkpoint.Path, "model.safetensors");
        using (var file = File.OpenRead(weights))
        {
            if (!Convert.ToHexStringLower(SHA256.HashData(file)).Equals(checkpoint.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidDataException($"The checkpoint {checkpoint.Path} is not what was published: its checksum differs.");
            }
        }

        _weights.EnterWriteLock();
        try
        {
            if (checkpoint.PolicyVersion <= Version)
            {
                return;
            }

            if (_policy is null)
            {
                var tokenizer = Tokenizer.Load(Path.Combine(checkpoint.Path, "tokenizer.json"));
                _policy = new ServedPolicy(
                    ManagedEngine.Load(checkpoint.Path, threads: 1), new ChatTemplate(tokenizer, options.Value.ToolPrompt));
            }
            else
            {
                _policy.Engine.LoadWeights(weights);
            }

            Version = checkpoint.PolicyVersion;
            PolicyServerMetrics.Serves(Version);
        }
        finally
        {
            _weights.ExitWriteLock();
        }

        lock (_waiting)
        {
            _nextVersion.SetResult();
            _nextVersion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Dispose()
    {
        _policy?.Engine.Dispose();
        _weights.Dispose();
    }
}
