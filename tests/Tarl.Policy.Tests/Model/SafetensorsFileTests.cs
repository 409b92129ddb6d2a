using System.Buffers.Binary;
using System.Text;
using Tarl.Policy.Model;
using Tarl.Policy.Tests.Engines;

namespace Tarl.Policy.Tests.Model;

public sealed class SafetensorsFileTests
{
    private const string OneFloat = """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";

    [Fact]
    public void Save_ThenLoad_GivesTheSameTensors()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("t");
        SafetensorsFile.Save(
            path, [new("a", [2, 2], [1, -2.5f, float.MaxValue, 1e-30f]), new("b", [0, 3], [])], new Dictionary<string, string> { ["k"] = "v\"" });

        var file = SafetensorsFile.Load(path);

        Assert.Equal([1, -2.5f, float.MaxValue, 1e-30f], file.Tensors["a"].Values);
        Assert.Equal([0, 3], file.Tensors["b"].Shape);
        Assert.Equal("v\"", file.Metadata["k"]);
        Assert.Equal(["t"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Load_HalfPrecisions_AreWidened()
    {
        // 1.5 is 0x3E00 as binary16 and 0x3FC0 as bfloat16.
        const string Header = """{"h":{"dtype":"F16","shape":[1],"data_offsets":[0,2]},"b":{"dtype":"BF16","shape":[1],"data_offsets":[2,4]}}""";
        using var folder = new TemporaryFolder();
        Write(folder.File("t"), Header, [0x00, 0x3E, 0xC0, 0x3F]);

        var file = SafetensorsFile.Load(folder.File("t"));

        Assert.Equal([1.5f], file.Tensors["h"].Values);
        Assert.Equal([1.5f], file.Tensors["b"].Values);
    }

    [Theory]
    [InlineData(OneFloat, 3, "ends before the tensor \"a\"")]
    [InlineData(OneFloat, 5, "longer than its tensors")]
    [InlineData("[]", 0, "no JSON object")]
    [InlineData("{", 0, "not JSON")]
    [InlineData("""{"a":1}""", 0, "malformed")]
    [InlineData("""{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""", 8, "of type \"I64\"")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "do not agree")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 0, "do not agree")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,4],"data_offsets":[0,4]}}""", 4, "do not agree")]
    public void Load_DamagedFile_SaysWhatIsWrong(string header, int dataBytes, string sentence)
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("t"), header, new byte[dataBytes]);

        Assert.Contains(sentence, Assert.Throws<InvalidDataException>(() => SafetensorsFile.Load(folder.File("t"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EveryTruncation_IsRefused()
    {
        using var folder = new TemporaryFolder();
        SafetensorsFile.Save(folder.File("t"), [new("a", [2], [1, 2])], new Dictionary<string, string>());
        var whole = File.ReadAllBytes(folder.File("t"));
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder.File("t"), whole[..length]);
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Load(folder.File("t")));
        }
    }

    [Fact]
    public void Load_Garbage_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("t"), "PK not a model at all, but long enough to hold a length");
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Load(folder.File("t")));
    }

    [Fact]
    public void Save_UnwritableTarget_LeavesNothingBehind()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("t"));

        Assert.ThrowsAny<Exception>(() => SafetensorsFile.Save(folder.File("t"), [new("a", [1], [1])], new Dictionary<string, string>()));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static void Write(string path, string header, byte[] data)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, Encoding.UTF8.GetByteCount(header));
        File.WriteAllBytes(path, [.. prefix, .. Encoding.UTF8.GetBytes(header), .. data]);
    }
}
