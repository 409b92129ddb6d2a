namespace Tarl.LanguageModels.Endpoint;

/// <summary>A response has more bytes than are read of one.</summary>
internal sealed class ResponseTooLongException() : IOException("The response is longer than MaxResponseBytes.");
