using System.Text.Json;

namespace Tarl.ServiceDefaults;

/// <summary>JSON that others have written.</summary>
public static class ForeignJson
{
    /// <summary>Half a surrogate pair, or bytes that are no UTF-8, pass for JSON but throw when they are read, which must not happen later.</summary>
    /// <exception cref="InvalidOperationException">There is such text.</exception>
    public static void EnsureUnicode(this JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                _ = member.Name;
                member.Value.EnsureUnicode();
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                item.EnsureUnicode();
            }
        }
        else if (element.ValueKind == JsonValueKind.String)
        {
            _ = element.GetString();
        }
    }
}
