using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tarl.Cli.CommandLine;
using Tarl.Cli.RunFolders;

namespace Tarl.Cli.Report;

/// <summary><c>report</c>: finished runs side by side, as a Markdown table and, if asked for, their learning curves as SVG.</summary>
internal sealed class ReportCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly CommonOptions _common = new("A run to report on (default: the newest below runs/), if none is given as an argument");
    private readonly Argument<string[]> _runs = Values.Word<string[]>("RUN", "Folders of finished runs", ArgumentArity.ZeroOrMore);
    private readonly Option<string?> _curves = new("--curves") { Description = "Write the learning curves to this SVG file", HelpName = "FILE" };

    private ReportCommand()
    {
    }

    public static Command Create()
    {
        var options = new ReportCommand();
        var command = new Command("report", "Compares finished runs: a Markdown table, and learning curves as SVG") { options._runs, options._curves };
        options._common.AddTo(command);
        command.SetAction(options.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        var console = _common.Console(arguments);
        var runs = Folders(arguments).Select(FinishedRun.Load).ToArray();
        if (arguments.GetValue(_curves) is { } path)
        {
            File.WriteAllText(path, LearningCurves.ToSvg(runs));
        }

        var output = console.Results.Profile.Out.Writer;
        if (console.Json)
        {
            output.WriteLine(JsonSerializer.Serialize(runs, Indented));
            return 0;
        }

        output.WriteLine("| seed | algorithm | reward | does nothing | demonstrator | base pass^1 | trained pass^1 | lift | trained pass^4 | minutes | memory |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var run in runs)
        {
            output.WriteLine(Row(run));
        }

        return 0;
    }

    private IEnumerable<RunFolder> Folders(ParseResult arguments)
    {
        var paths = arguments.GetValue(_runs) ?? [];
        if (paths.Length > 0)
        {
            return paths.Select(RunFolder.Open);
        }

        return [RunFolder.OpenOrLatest(arguments.GetValue(_common.Run))];
    }

    private static string Row(FinishedRun run)
    {
        var (nothing, @base, trained) = (run.Summary.Evaluation.DoNothing.PassK, run.Summary.Evaluation.Base.PassK, run.Summary.Evaluation.Trained.PassK);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {run.Summary.Seed} | {run.Summary.Algorithm} | {run.Summary.Reward} | {nothing[0].Value * 100:F1}% | {Demonstrator(run)} | {Interval(@base[0])} | {Interval(trained[0])} | {(trained[0].Value - @base[0].Value) * 100:+0.0;-0.0} points | {(trained.FirstOrDefault(pass => pass.K == 4) ?? trained[^1]).Value * 100:F1}% | {run.Summary.ElapsedSeconds / 60:F1} | {run.Summary.PeakMemoryBytes >> 20} MiB |");
    }

    private static string Demonstrator(FinishedRun run) =>
        run.Summary.Evaluation.Demonstrator is { } demonstrator ? string.Create(CultureInfo.InvariantCulture, $"{demonstrator.PassK[0].Value * 100:F1}%") : "";

    private static string Interval(Evaluate.PassK pass) =>
        string.Create(CultureInfo.InvariantCulture, $"{pass.Value * 100:F1}% [{pass.Low * 100:F1}, {pass.High * 100:F1}]");
}
