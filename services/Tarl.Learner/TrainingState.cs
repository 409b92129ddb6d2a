using Microsoft.Extensions.Options;
using Tarl.Contracts.Curriculum;
using Tarl.Learner.PublishCheckpoint;
using Tarl.Policy.Engines;
using Tarl.Policy.Engines.Managed;
using Tarl.Policy.Tokenization;

namespace Tarl.Learner;

/// <summary>The policy being trained; restored from the newest checkpoint when a process takes a run up again.</summary>
public sealed class TrainingState(IOptions<LearnerOptions> options) : IDisposable
{
    private readonly CheckpointStore _checkpoints = new(options.Value.CheckpointFolder);
    private IPolicyEngine? _engine;
    private IPolicyEngine? _reference;
    private Tokenizer? _tokenizer;

    /// <summary>The version that <see cref="Engine"/> holds; −1 before cloning.</summary>
    public int Version { get; private set; } = -1;

    /// <exception cref="InvalidOperationException">There is no policy yet.</exception>
    public IPolicyEngine Engine
    {
        get
        {
            if (_engine is null)
            {
                Restore();
            }

            return _engine!;
        }
    }

    /// <summary>The policy that is not to be left: version 0, which stays as it is.</summary>
    public IPolicyEngine Reference => _reference ??= ManagedEngine.Load(_checkpoints.Open(0).Folder, options.Value.Threads);

    /// <summary>Makes a policy the current one and saves it as the given version.</summary>
    public Checkpoint Publish(int version, IPolicyEngine engine, Tokenizer tokenizer)
    {
        if (!ReferenceEquals(engine, _engine))
        {
            _engine?.Dispose();
            _engine = engine;
        }

        _tokenizer = tokenizer;
        Version = version;
        return _checkpoints.Save(version, engine, tokenizer);
    }

    /// <summary>Saves the trained engine as the next version.</summary>
    public Checkpoint PublishNext() => Publish(Version + 1, Engine, _tokenizer!);

    /// <summary>Whether the policy that a rollout was to help make exists already: its batch must not be learnt from twice.</summary>
    public bool HasLearnt(RequestRollout rollout)
    {
        var latest = Version >= 0 ? Version : _checkpoints.LatestVersion();
        return rollout.Purpose switch
        {
            RolloutPurpose.Demonstration => latest >= 0,
            RolloutPurpose.Training => latest > rollout.PolicyVersion,
            _ => false,
        };
    }

    public void Dispose()
    {
        _engine?.Dispose();
        _reference?.Dispose();
    }

    private void Restore()
    {
        var version = _checkpoints.LatestVersion();
        if (version < 0)
        {
            throw new InvalidOperationException($"There is no policy to train: {options.Value.CheckpointFolder} holds no checkpoint.");
        }

        var folder = _checkpoints.Open(version).Folder;
        _tokenizer = Tokenizer.Load(Path.Combine(folder, "tokenizer.json"));
        _engine = ManagedEngine.Load(folder, options.Value.Threads);
        _checkpoints.Restore(version, _engine);
        Version = version;
    }
}
