namespace Tarl.ServiceDefaults;

/// <summary>A section of the configuration and the options that are bound to it; one is registered for each.</summary>
public sealed record OptionsSection(string Name, Type Options);
