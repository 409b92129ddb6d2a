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

    /// <summary>The version that <see cref="Engine"/> holds; −1 before cloning, and until it is asked for.</summary>
    public int Version { get; private set; } = -1;

    /// <summary>The newest checkpoint's; −1 before cloning.</summary>
    public int LatestVersion => Version >= 0 ? Version : _checkpoints.LatestVersion();

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
    /// <param name="written">Is told of the checkpoint before it appears: what it does comes to nothing if there is no such checkpoint afterwards.</param>
    public void Publish(int version, IPolicyEngine engine, Tokenizer tokenizer, Action<Checkpoint> written)
    {
        if (!ReferenceEquals(engine, _engine))
        {
            _engine?.Dispose();
            _engine = engine;
        }

        _tokenizer = tokenizer;
        _checkpoints.Save(version, engine, tokenizer, written);
        Version = version;
    }

    /// <summary>Saves the trained engine as the next version.</summary>
    /// <inheritdoc cref="Publish"/>
    public void PublishNext(Action<Checkpoint> written) => Publish(Version + 1, Engine, _tokenizer!, written);

    /// <summary>Whether the policy that a rollout was to help make exists already: its batch must not be learnt from twice.</summary>
    public bool HasLearnt(RequestRollout rollout) => rollout.Purpose switch
    {
        RolloutPurpose.Demonstration => LatestVersion >= 0,
        RolloutPurpose.Training => LatestVersion >= rollout.Update,
        _ => false,
    };

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
