namespace Tarl.Cli.Conform;

/// <summary>A service did something other than it must; the message says what came.</summary>
internal sealed class NonconformityException(string came) : Exception(came);
