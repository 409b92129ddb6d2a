namespace Tarl.EndToEnd.Tests;

/// <summary>How a process ended and what it wrote.</summary>
internal sealed record TarlResult(int ExitCode, string Output, string Errors)
{
    public TarlResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit status {ExitCode}: {Errors}");
        return this;
    }

    /// <summary>Bad input: a non-zero exit status, no result, one line that says what is wrong.</summary>
    public void RefusedWith(string part)
    {
        StoppedWith(part);
        Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The same after the command had begun, and said so.</summary>
    public void StoppedWith(string part)
    {
        Assert.Equal(1, ExitCode);
        Assert.Empty(Output);
        var line = Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.StartsWith("tarl: ", line);
        Assert.Contains(part, line);
        Assert.DoesNotContain("Exception", line);
    }
}
