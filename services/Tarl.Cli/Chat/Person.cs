using Tarl.Contracts.Episodes;
using Tarl.RolloutWorker.RunEpisode;

namespace Tarl.Cli.Chat;

/// <summary>The user is whoever types, or a script's lines; the end of the input ends the conversation.</summary>
/// <param name="prompt">Called before each line is read.</param>
internal sealed class Person(TextReader input, Action prompt) : IUser
{
    public async Task<UserTurnSimulated> ReplyAsync(SimulateUserTurn request, CancellationToken cancellationToken)
    {
        string? line;
        do
        {
            prompt();

            // A terminal's line cannot be given up: whoever is interrupted leaves it to the end of the process.
            line = await Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
        }
        while (line is not null && string.IsNullOrWhiteSpace(line));

        return new UserTurnSimulated { Text = line?.Trim() ?? "", Stop = line is null };
    }
}
