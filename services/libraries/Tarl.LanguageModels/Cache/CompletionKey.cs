using System.Security.Cryptography;
using System.Text.Json;
using Tarl.LanguageModels.Messages;

namespace Tarl.LanguageModels.Cache;

/// <summary>Names an answer by everything that decides it: endpoint, model, and the whole request.</summary>
internal static class CompletionKey
{
    /// <summary>Changes with the form of what is hashed or kept.</summary>
    private const int Version = 1;

    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(LanguageModelOptions options, CompletionRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Version, options.Address, options.Model, request })));
}
