using System.ComponentModel.DataAnnotations;

namespace Tarl.ServiceDefaults.Telemetry;

/// <summary>What a process tells about itself. Section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>The share of episodes whose traces are exported; every service chooses the same ones.</summary>
    [Range(0.0, 1.0)]
    public double TraceShare { get; set; } = 1;
}
