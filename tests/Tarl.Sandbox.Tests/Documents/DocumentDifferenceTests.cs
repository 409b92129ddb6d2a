using Tarl.Contracts.Episodes;
using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Tests.Documents;

public class DocumentDifferenceTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", "")]
    [InlineData("""{"a":1}""", """{"a":1.0}""", "a: 1 > 1.0")]
    [InlineData("""{"a":{"b":"x","c":2}}""", """{"a":{"c":2,"b":"y"}}""", "a.b: \"x\" > \"y\"")]
    [InlineData("""{"l":[1,2,3]}""", """{"l":[1,5]}""", "l.1: 2 > 5; l.2: 3 > -")]
    [InlineData("""{"l":[]}""", """{"l":[{"x":1}]}""", "l.0: - > {\"x\": 1}")]
    [InlineData("""{"a":null}""", """{"b":null}""", "a: null > -; b: - > null")]
    [InlineData("""{"a":[1]}""", """{"a":{"0":1}}""", "a: [1] > {\"0\": 1}")]
    public void Append_TwoVersions_NamesEachDifferentLeaf(string before, string after, string expected)
    {
        var changes = new List<StateChange>();
        DocumentDifference.Append(changes, "t", "id", PythonJson.ParseMap(before), PythonJson.ParseMap(after));
        Assert.Equal(expected, string.Join("; ", changes.Select(Describe)));
    }

    [Fact]
    public void Append_NewRow_IsOneChangeAtTheRoot()
    {
        var changes = new List<StateChange>();
        DocumentDifference.Append(changes, "t", "id", null, PythonJson.ParseMap("""{"a":1}"""));
        Assert.Equal(": - > {\"a\": 1}", Describe(Assert.Single(changes)));
    }

    private static string Describe(StateChange change) =>
        $"{string.Join(".", change.Path)}: {change.Before?.GetRawText() ?? "-"} > {change.After?.GetRawText() ?? "-"}";
}
