namespace Tarl.Cli.Conform.Messages;

/// <summary>What messages are called on the wire.</summary>
internal static class MessageName
{
    /// <summary>The exchange that a message is published to.</summary>
    public static string Exchange(Type message) => $"{message.Namespace}:{message.Name}";

    /// <summary>An entry of an envelope's <c>messageType</c>.</summary>
    public static string Urn(Type message) => $"urn:message:{Exchange(message)}";

    /// <summary>The same for the fault that says why a message could not be handled.</summary>
    public static string FaultUrn(Type message) => $"urn:message:MassTransit:Fault[[{Exchange(message)}]]";
}
