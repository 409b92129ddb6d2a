namespace Grpc.Core;

/// <summary>A method without the types of its messages.</summary>
public interface IMethod
{
    MethodType Type { get; }

    /// <summary>With its package, such as <c>grpc.health.v1.Health</c>.</summary>
    string ServiceName { get; }

    string Name { get; }

    /// <summary>The path of its requests: <c>/service/method</c>.</summary>
    string FullName { get; }
}
