using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Tarl.Policy.Model;

/// <summary>One tensor's line in a safetensors header; offsets are bytes from the end of the header.</summary>
internal sealed record SafetensorsEntry(string Name, string ElementType, int[] Shape, long Start, long End)
{
    public static SafetensorsEntry Parse(string path, string name, JsonNode? node)
    {
        if (node is not JsonObject entry || Numbers(entry["shape"]) is not { } shape || Numbers(entry["data_offsets"]) is not [var start, var end])
        {
            throw new InvalidDataException($"{path}: the header's entry for \"{name}\" is malformed.");
        }

        var type = entry["dtype"] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
        var elementBytes = type switch { "F32" => 4, "F16" or "BF16" => 2, _ => 0 };
        if (elementBytes == 0) throw new InvalidDataException($"{path}: the tensor \"{name}\" is of type \"{type}\", not F32, F16 or BF16.");
        if (start < 0 || shape.Any(size => size is < 0 or > int.MaxValue) || end - start != Elements(shape) * elementBytes)
        {
            throw new InvalidDataException($"{path}: the shape and the byte range of \"{name}\" do not agree.");
        }

        return new SafetensorsEntry(name, type, [.. shape.Select(size => (int)size)], start, end);
    }

    public SafetensorsTensor Read(FileStream stream, long dataStart)
    {
        var bytes = new byte[End - Start];
        stream.Position = dataStart + Start;
        stream.ReadExactly(bytes);
        var values = ElementType switch
        {
            "F32" => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
            "F16" => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), half => (float)half),
            _ => Array.ConvertAll(MemoryMarshal.Cast<byte, ushort>(bytes).ToArray(), high => BitConverter.UInt32BitsToSingle((uint)high << 16)),
        };
        return new SafetensorsTensor(Name, Shape, values);
    }

    /// <summary>-1 when the product is beyond any array, which no byte range equals.</summary>
    private static long Elements(long[] shape)
    {
        long product = 1;
        foreach (var size in shape)
        {
            if (size > 0 && product > int.MaxValue / size) return -1;
            product *= size;
        }

        return product;
    }

    private static long[]? Numbers(JsonNode? node)
    {
        if (node is not JsonArray array) return null;
        var numbers = new long[array.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (array[i] is not JsonValue value || !value.TryGetValue(out numbers[i])) return null;
        }

        return numbers;
    }
}
