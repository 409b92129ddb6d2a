using Grpc.Core;

namespace Tarl.Grpc.Wire;

/// <summary>Metadata as HTTP headers: text as it is, bytes in base64.</summary>
internal static class MetadataHeaders
{
    public static string ValueOf(Metadata.Entry entry) => entry.IsBinary ? Convert.ToBase64String(entry.ValueBytes) : entry.Value;

    /// <summary>Whether a header belongs to the protocol, and is neither sent nor shown as metadata.</summary>
    public static bool IsReserved(string key) =>
        key.StartsWith(':')
        || key.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase)
        || key.Equals("te", StringComparison.OrdinalIgnoreCase)
        || key.Equals("content-type", StringComparison.OrdinalIgnoreCase)
        || key.Equals("host", StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds a received header; values of bytes may be several, separated by commas, and lack their padding.</summary>
    public static void AddTo(Metadata metadata, string key, string value)
    {
        if (IsReserved(key) || !Metadata.Entry.IsKey(key))
        {
            return;
        }

        if (!key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
        {
            metadata.Add(key, value);
            return;
        }

        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            metadata.Add(key, FromBase64(key, part));
        }
    }

    private static byte[] FromBase64(string key, string text)
    {
        try
        {
            return Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
        }
        catch (FormatException invalid)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"The header {key} is not base64.", invalid));
        }
    }
}
