using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Tarl.ServiceDefaults.Telemetry.Metrics;

namespace Tarl.Deployment.Tests.Monitoring;

/// <summary>What the services expose, by the names that Prometheus sees.</summary>
internal static class CodeMetrics
{
    public static IReadOnlySet<string> Names { get; } = Collect();

    private static HashSet<string> Collect()
    {
        var names = new HashSet<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) => Add(names, instrument);
        listener.Start();
        foreach (var metrics in Directory.EnumerateFiles(AppContext.BaseDirectory, "Tarl.*.dll").SelectMany(file => Assembly.LoadFrom(file).GetTypes())
            .Where(type => type is { IsAbstract: true, IsSealed: true } && type.Name.EndsWith("Metrics", StringComparison.Ordinal)))
        {
            RuntimeHelpers.RunClassConstructor(metrics.TypeHandle);
        }

        return names;
    }

    private static void Add(HashSet<string> names, Instrument instrument)
    {
        var name = MetricName.Of(instrument);
        var isHistogram = instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal);
        names.UnionWith(isHistogram ? [$"{name}_bucket", $"{name}_sum", $"{name}_count"] : [name]);
    }
}
