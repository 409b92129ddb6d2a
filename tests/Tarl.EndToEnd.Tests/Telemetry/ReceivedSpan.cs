namespace Tarl.EndToEnd.Tests.Telemetry;

/// <summary>A span as it was posted, by the service that its resource names.</summary>
/// <param name="Parent">Empty if it has none.</param>
internal sealed record ReceivedSpan(string Service, string Trace, string Id, string Parent, string Name);
