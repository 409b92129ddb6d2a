namespace Tarl.Rpc.RemoteSandbox;

/// <summary>The sandbox refused a request, or could not be reached.</summary>
public sealed class SandboxException(string message, Exception? cause = null) : Exception(message, cause);
