namespace Tarl.LanguageModels;

/// <summary>A model gave no answer, retries and deadline spent, or none that can be used. The message never holds the key.</summary>
public class LanguageModelException(string message) : Exception(message);
