namespace Tarl.Messaging.Connect;

/// <summary>The broker answers and refuses this user; its message holds no password.</summary>
public sealed class BrokerRefusedException(string message, Exception cause) : Exception(message, cause);
