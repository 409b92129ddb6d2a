using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tarl.Policy.Model;

/// <summary>
/// The safetensors format: eight bytes of header length, a JSON header (name, dtype, shape, byte range), then the arrays
/// (https://github.com/huggingface/safetensors, "Format"). Reads F32, F16 and BF16; writes F32.
/// </summary>
public sealed class SafetensorsFile
{
    private const int LengthBytes = 8;

    private SafetensorsFile(Dictionary<string, SafetensorsTensor> tensors, Dictionary<string, string> metadata) =>
        (Tensors, Metadata) = (tensors, metadata);

    public IReadOnlyDictionary<string, SafetensorsTensor> Tensors { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Throws <see cref="InvalidDataException"/>, in one sentence, for a file that is cut short or is something else.</summary>
    public static SafetensorsFile Load(string path)
    {
        using var stream = File.OpenRead(path);
        var header = ReadHeader(path, stream, out var dataStart);
        var metadata = new Dictionary<string, string>();
        var tensors = new Dictionary<string, SafetensorsTensor>();
        long end = 0;
        foreach (var (name, node) in header)
        {
            if (name == "__metadata__")
            {
                foreach (var (key, value) in node as JsonObject ?? []) metadata[key] = value?.ToString() ?? "";
                continue;
            }

            var entry = SafetensorsEntry.Parse(path, name, node);
            end = Math.Max(end, entry.End);
            if (dataStart + entry.End > stream.Length) throw new InvalidDataException($"{path}: the file ends before the tensor \"{name}\" does.");
            tensors[name] = entry.Read(stream, dataStart);
        }

        if (dataStart + end != stream.Length) throw new InvalidDataException($"{path}: the file is longer than its tensors.");
        return new SafetensorsFile(tensors, metadata);
    }

    /// <summary>Writes a temporary file beside <paramref name="path"/> and renames it, so a reader never sees half a file.</summary>
    public static void Save(string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var temporary = path + ".partial";
        try
        {
            using (var stream = File.Create(temporary))
            {
                Write(stream, tensors, metadata);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static JsonObject ReadHeader(string path, FileStream stream, out long dataStart)
    {
        Span<byte> prefix = stackalloc byte[LengthBytes];
        var length = stream.ReadAtLeast(prefix, LengthBytes, throwOnEndOfStream: false) == LengthBytes
            ? BinaryPrimitives.ReadUInt64LittleEndian(prefix) : ulong.MaxValue;
        if (length > int.MaxValue || LengthBytes + (long)length > stream.Length)
        {
            throw new InvalidDataException($"{path}: not a safetensors file, or cut short.");
        }

        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        dataStart = stream.Position;
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
            return JsonNode.Parse(bytes, documentOptions: options) as JsonObject
                ?? throw new InvalidDataException($"{path}: not a safetensors file, for its header is no JSON object.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: not a safetensors file, for its header is not JSON.", exception);
        }
    }

    private static void Write(FileStream stream, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new JsonObject { ["__metadata__"] = new JsonObject(metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))) };
        long offset = 0;
        foreach (var tensor in tensors)
        {
            var end = offset + tensor.Values.LongLength * sizeof(float);
            header[tensor.Name] = new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = new JsonArray([.. tensor.Shape.Select(size => (JsonNode)size)]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        // Spaces bring the arrays to a multiple of eight bytes.
        var padding = (LengthBytes - json.Length % LengthBytes) % LengthBytes;
        Span<byte> prefix = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)(json.Length + padding));
        stream.Write(prefix);
        stream.Write(json);
        for (var i = 0; i < padding; i++) stream.WriteByte((byte)' ');
        foreach (var tensor in tensors) stream.Write(MemoryMarshal.AsBytes(tensor.Values.AsSpan()));
    }
}
