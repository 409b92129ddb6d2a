using Microsoft.Extensions.Options;
using Tarl.Contracts.Training;
using Tarl.Policy.Engines;
using Tarl.PolicyServer.Generate;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.PolicyServer.ServeWeights;

/// <summary>Holds the served weights and swaps them between forward passes, so that running conversations go on.</summary>
public sealed class WeightStore(IOptions<PolicyServerOptions> options) : IDisposable
{
    private readonly ReaderWriterLockSlim _weights = new();
    private readonly Lock _waiting = new();
    private readonly Lock _scoring = new();
    private ServedPolicy? _policy;
    private string _tokenizerHash = "";
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
    /// <exception cref="InvalidDataException">
    /// The files are not what was published, do not fit each other, or do not fit the model served, which then serves on.
    /// </exception>
    public void Load(CheckpointPublished checkpoint)
    {
        using var charge = CpuLedger.For(CpuAccount.Rollout);
        if (checkpoint.PolicyVersion <= Version && !CheckpointFiles.IsOfAnotherRun(checkpoint, _tokenizerHash))
        {
            // Told again of an old one, whose files may be gone.
            return;
        }

        CheckpointFiles.EnsurePublished(checkpoint);
        _weights.EnterWriteLock();
        try
        {
            if (_policy is not null)
            {
                // Before the version is looked at: another run counts its versions anew.
                CheckpointFiles.EnsureTokenizer(checkpoint, _tokenizerHash);
            }

            if (checkpoint.PolicyVersion <= Version)
            {
                return;
            }

            if (_policy is null)
            {
                _policy = CheckpointFiles.Load(checkpoint, options.Value.ToolPrompt);
                _tokenizerHash = CheckpointFiles.HashTokenizer(checkpoint);
            }
            else
            {
                _policy.Engine.LoadWeights(CheckpointFiles.WeightsOf(checkpoint));
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

    /// <summary>What the policy served says of a sequence's sampled tokens, and its version.</summary>
    /// <exception cref="ArgumentException">The sequence is none that the model can read.</exception>
    public (TokenScores Scores, int Version) Score(TokenSequence sequence, CancellationToken cancellationToken)
    {
        // An engine scores for one caller at a time.
        lock (_scoring)
        {
            TokenScores? scores = null;
            var version = -1;
            Use(served =>
            {
                var policy = _policy ?? throw new InvalidOperationException("No policy is served yet.");
                scores = policy.Engine.Score([sequence], cancellationToken)[0];
                version = served;
            });
            return (scores!, version);
        }
    }

    public void Dispose()
    {
        _policy?.Engine.Dispose();
        _weights.Dispose();
    }
}
