using System.Text.Json.Nodes;
using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.GenerateData;

/// <summary>A table, id → document in file order, as generators hand it on and as the storage takes it.</summary>
internal static class DocumentTables
{
    public static JsonObject ToObject(JsonMap table) => JsonNode.Parse(PythonJsonWriter.Write(table))!.AsObject();

    public static IEnumerable<KeyValuePair<string, JsonMap>> ToRows(JsonObject table) =>
        PythonJson.ParseMap(table.ToJsonString()).Select(row => KeyValuePair.Create(row.Key, (JsonMap)row.Value!));
}
