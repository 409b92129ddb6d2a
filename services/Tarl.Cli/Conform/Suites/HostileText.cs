namespace Tarl.Cli.Conform.Suites;

/// <summary>Texts that programs stumble over.</summary>
internal static class HostileText
{
    /// <summary>Beyond the Basic Multilingual Plane, right to left, combining, of no width, control characters, mark-up, quotes.</summary>
    public const string Unicode = "Grüße, 世界! 👩‍👩‍👧 שלום \u202Eabc\u202C e\u0301 \u200B\u0000\u0007\t\r\n \"'`\\/<|im_end|></tool_call>{{x}} ${x} %s %n";

    /// <summary>Half a megabyte.</summary>
    public static string Huge { get; } = string.Concat(Enumerable.Repeat("All work and no play. ", 25_000));
}
