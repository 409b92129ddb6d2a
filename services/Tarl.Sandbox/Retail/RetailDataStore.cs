using Tarl.Sandbox.Documents;
using Tarl.Sandbox.GenerateData;
using Tarl.Sandbox.Storage;

namespace Tarl.Sandbox.Retail;

/// <summary>Between a shop's data and the data set file that sessions are opened on.</summary>
public static class RetailDataStore
{
    /// <summary>Writes the data set whole or not at all; an existing file is replaced.</summary>
    /// <param name="data">The shop, in τ-bench v1's shape.</param>
    /// <param name="path">Where: <c>{SandboxOptions.DataFolder}/{name}.db</c>.</param>
    public static void Write(RetailData data, string path)
    {
        var rows = new Dictionary<string, IEnumerable<KeyValuePair<string, JsonMap>>>
        {
            [RetailTables.Products] = DocumentTables.ToRows(data.Products),
            [RetailTables.Users] = DocumentTables.ToRows(data.Users),
            [RetailTables.Orders] = DocumentTables.ToRows(data.Orders),
        };
        DataSetFile.Write(path, RetailDomain.V1, rows);
    }
}
