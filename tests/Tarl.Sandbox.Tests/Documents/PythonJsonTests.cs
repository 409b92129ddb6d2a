using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Tests.Documents;

public class PythonJsonTests
{
    // json.dumps(json.loads(text)) by CPython.
    [Theory]
    [InlineData("""{"b":1,"a":[1.0,64,-0.5e1,true,null]}""", """{"b": 1, "a": [1.0, 64, -5.0, true, null]}""")]
    [InlineData("""["São","\ud83d\ude00","/<'>","\n\t\u0007"]""", """["S\u00e3o", "\ud83d\ude00", "/<'>", "\n\t\u0007"]""")]
    [InlineData("\"\u007f\"", "\"\\u007f\"")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("[]", "[]")]
    [InlineData("{}", "{}")]
    public void Write_ParsedText_IsPythonsText(string text, string expected) =>
        Assert.Equal(expected, PythonJsonWriter.Write(PythonJson.Parse(text)));

    [Fact]
    public void Write_ReplacedKey_KeepsItsPlace()
    {
        var map = PythonJson.ParseMap("""{"a":1,"b":2}""");
        map["a"] = 3.0;
        map["c"] = null;
        Assert.Equal("""{"a": 3.0, "b": 2, "c": null}""", PythonJsonWriter.Write(map));
    }
}
