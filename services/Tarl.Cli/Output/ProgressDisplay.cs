using Spectre.Console;

namespace Tarl.Cli.Output;

/// <summary>
/// One line that says how far a phase is and how long it still takes: rewritten in place on a terminal, and a line every
/// tenth elsewhere. Goes to standard error, so that standard output holds results alone.
/// </summary>
public sealed class ProgressDisplay(IAnsiConsole console, TimeProvider time)
{
    private string _phase = "";
    private long _total = 1;
    private long _before;
    private long _started;
    private int _shownTenths;
    private bool _open;

    /// <summary>For a phase among several: given the part of it that is done, the time that all after it will take.</summary>
    public Func<double, TimeSpan>? LeftAfterwards { get; set; }

    /// <param name="done">What an earlier process had done of it.</param>
    public void Start(string phase, long total, long done = 0)
    {
        (_phase, _total, _before, _started) = (phase, Math.Max(1, total), done, time.GetTimestamp());
        _shownTenths = -1;
        Advance(done);
    }

    public void Advance(long done, string? note = null)
    {
        var tenths = (int)(done * 10 / _total);
        if (console.Profile.Capabilities.Interactive)
        {
            Rewrite(Line(done, note));
            _open = true;
        }
        else if (tenths > _shownTenths)
        {
            _shownTenths = tenths;
            console.WriteLine(Line(done, note));
        }
    }

    /// <summary>Ends the line, with how long the phase took.</summary>
    public void Finish()
    {
        Clear();
        console.WriteLine($"{_phase}: done in {Duration(time.GetElapsedTime(_started))}");
    }

    /// <summary>Makes room for another line.</summary>
    public void Clear()
    {
        if (_open)
        {
            Rewrite("");
            console.Profile.Out.Writer.Write('\r');
            _open = false;
        }
    }

    public static string Duration(TimeSpan time) =>
        time.TotalMinutes >= 1 ? $"{(int)time.TotalMinutes} min {time.Seconds} s" : $"{Math.Ceiling(time.TotalSeconds)} s";

    /// <summary>Replaces the terminal's present line; the last column stays free, for a full line would wrap.</summary>
    private void Rewrite(string line)
    {
        var width = Math.Max(1, console.Profile.Width - 1);
        console.Profile.Out.Writer.Write('\r' + (line.Length > width ? line[..width] : line.PadRight(width)));
    }

    private string Line(long done, string? note) =>
        $"{_phase}: {done} of {_total}{(done == _before ? "" : $", {Left(done)}")}{(note is null ? "" : $", {note}")}";

    private string Left(long done)
    {
        var phase = time.GetElapsedTime(_started) * ((double)(_total - done) / (done - _before));
        var run = LeftAfterwards is null ? "" : $" (whole run {Duration(phase + LeftAfterwards((double)done / _total))})";
        return $"{Duration(phase)} left{run}";
    }
}
