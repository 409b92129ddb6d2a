namespace Tarl.Cli.Conform.Suites;

/// <summary>What one kind of service must do, whoever has written it.</summary>
internal interface IConformanceSuite
{
    /// <summary>The queues that such a service consumes from.</summary>
    IReadOnlyList<string> Queues { get; }

    /// <summary>The message that it publishes; null if it answers the one who asks.</summary>
    Type? Publishes { get; }

    /// <summary>Queues whose owners would act on what the service publishes here: with one of them the virtual host is no place for this.</summary>
    IReadOnlyList<string> Disturbed { get; }

    /// <summary>In the order in which they are played: those that may be the end of a service come last.</summary>
    IReadOnlyList<ConformanceCase> Cases { get; }
}
