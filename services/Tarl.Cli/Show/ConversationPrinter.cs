using System.Globalization;
using Spectre.Console;
using Tarl.Cli.RunFolders;

namespace Tarl.Cli.Show;

/// <summary>Prints an episode for people: who said what, what was called, what the judge thought of it, what came of it.</summary>
internal sealed class ConversationPrinter(IAnsiConsole console)
{
    private readonly TurnPrinter _printer = new(console);

    public void Print(RecordedEpisode episode)
    {
        _printer.Line("bold", $"{episode.Task.Id} ({episode.Task.Kind}), {episode.Batch}, trial {episode.Trial}, played by {Player(episode)}");
        _printer.Line("grey", $"episode {episode.Id}");
        _printer.Line("grey", $"The user's instruction: {episode.Task.Instruction}");
        console.WriteLine();
        var scores = episode.Scores.ToDictionary(score => score.TurnIndex);
        for (var i = 0; i < episode.Turns.Count; i++)
        {
            _printer.Print(episode.Turns[i], scores.GetValueOrDefault(i));
        }

        console.WriteLine();
        PrintOutcome(episode);
    }

    private void PrintOutcome(RecordedEpisode episode)
    {
        if (episode.Failure is { } failure)
        {
            _printer.Line("red", $"Failed outside the policy, at the boundary {failure.Boundary}: {failure.Message}");
            return;
        }

        _printer.Line("bold", string.Create(
            CultureInfo.InvariantCulture,
            $"{(episode.Success ? "Success" : "No success")}, reward {episode.Reward:F3}; ended by {episode.StopReason}; {episode.SampledTokens} of {episode.Tokens} tokens sampled"));
        _printer.Print(episode.Differences, episode.Changes);
    }

    private static string Player(RecordedEpisode episode) =>
        episode.Agent == "policy" ? $"policy version {episode.PolicyVersion}" : $"the {episode.Agent} agent";
}
