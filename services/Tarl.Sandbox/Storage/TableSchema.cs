using Tarl.Sandbox.Documents;

namespace Tarl.Sandbox.Storage;

/// <summary>One table of a domain: rows are documents with an id, in the order of the benchmark's file.</summary>
/// <param name="Name">The table's name, in SQLite and in the record of changes.</param>
/// <param name="Stored">The form that a published row is stored in: v2 dumps whole models, absent values included, in the model's key order.</param>
/// <param name="Lookups">The columns that rows are found by.</param>
internal sealed record TableSchema(string Name, Func<JsonMap, JsonMap> Stored, params TableLookup[] Lookups)
{
    /// <summary>A table whose rows are stored as published.</summary>
    public TableSchema(string name, params TableLookup[] lookups)
        : this(name, row => row, lookups)
    {
    }
}
