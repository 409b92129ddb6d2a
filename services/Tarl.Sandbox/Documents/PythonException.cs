namespace Tarl.Sandbox.Documents;

/// <summary>What Python would have raised inside a tool; the agent reads its message after <c>Error: </c>.</summary>
internal sealed class PythonException(string message) : Exception(message);
