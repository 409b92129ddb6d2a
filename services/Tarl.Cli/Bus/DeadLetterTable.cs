using System.Globalization;
using Spectre.Console;
using Tarl.Messaging.DeadLetters;

namespace Tarl.Cli.Bus;

/// <summary>Dead letters as a table for people.</summary>
internal static class DeadLetterTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<DeadLetter> letters)
    {
        if (letters.Count == 0)
        {
            console.WriteLine("No message lies in an error queue.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["queue", "message", "id", "given up", "times", "why"])
        {
            table.AddColumn(column);
        }

        foreach (var letter in letters)
        {
            table.AddRow(
                Cell(letter.Queue), Cell(letter.MessageType), Cell(letter.Id), Cell(letter.FailedAt ?? "?"),
                Cell(letter.TimesFailed.ToString(CultureInfo.InvariantCulture)), Cell($"{letter.ExceptionType ?? "?"}: {letter.ExceptionMessage}"));
        }

        console.Write(table);
    }

    /// <summary>Plain text: what senders wrote is no mark-up, and must not steer the terminal.</summary>
    private static Text Cell(string text) => new(string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)));
}
