namespace Tarl.Messaging.Connect;

/// <summary>The broker does not answer, which may change.</summary>
public sealed class BrokerAwayException(string message, Exception cause) : Exception(message, cause);
