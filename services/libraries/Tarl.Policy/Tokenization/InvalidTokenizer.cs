using System.Diagnostics.CodeAnalysis;

namespace Tarl.Policy.Tokenization;

/// <summary>The one way to refuse a <c>tokenizer.json</c>: a sentence that says what is wrong with it.</summary>
internal static class InvalidTokenizer
{
    public static void ThrowIf([DoesNotReturnIf(true)] bool invalid, string reason)
    {
        if (invalid)
        {
            throw new InvalidDataException($"Not a usable tokenizer: {reason}.");
        }
    }
}
