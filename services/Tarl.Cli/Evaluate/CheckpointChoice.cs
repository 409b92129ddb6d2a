using System.CommandLine;
using Tarl.Cli.CommandLine;
using Tarl.Cli.RunFolders;
using Tarl.Learner.PublishCheckpoint;

namespace Tarl.Cli.Evaluate;

/// <summary>The options that say which policy plays.</summary>
internal sealed class CheckpointChoice
{
    private readonly Option<int?> _version = Values.Number("--version", "The policy version (default: the newest checkpoint)", 0, int.MaxValue);
    private readonly Option<string?> _checkpoint = new("--checkpoint") { Description = "A checkpoint folder from elsewhere, instead of the run's own", HelpName = "DIR" };

    public void AddTo(Command command)
    {
        command.Options.Add(_version);
        command.Options.Add(_checkpoint);
    }

    /// <summary>Whether a policy was chosen.</summary>
    public bool IsGiven(ParseResult arguments) => arguments.GetValue(_version) is not null || arguments.GetValue(_checkpoint) is not null;

    /// <summary>Finds the checkpoint and makes sure that it can be served, before anything is started.</summary>
    /// <exception cref="UserErrorException">Options exclude each other.</exception>
    /// <exception cref="InvalidDataException">There is no such checkpoint, or it is damaged.</exception>
    public Checkpoint Find(ParseResult arguments, RunFolder folder)
    {
        if (arguments.GetValue(_checkpoint) is not null && arguments.GetValue(_version) is not null)
        {
            throw new UserErrorException("--checkpoint names one checkpoint already; leave out --version.");
        }

        var checkpoint = arguments.GetValue(_checkpoint) is { } elsewhere
            ? CheckpointStore.Read(elsewhere)
            : new CheckpointStore(folder.CheckpointFolder).Open(arguments.GetValue(_version));
        CheckpointCheck.EnsureServable(checkpoint);
        return checkpoint;
    }
}
