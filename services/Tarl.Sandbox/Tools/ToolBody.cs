namespace Tarl.Sandbox.Tools;

/// <summary>One tool's behaviour. Bound arguments only; what Python would raise is thrown as a <see cref="Documents.PythonException"/>.</summary>
internal delegate ToolOutput ToolBody(ToolInvocation call);
