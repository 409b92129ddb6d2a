namespace Tarl.Sandbox.Storage;

/// <summary>One table of a domain: rows are documents with an id, in the order of the benchmark's file.</summary>
/// <param name="Name">The table's name, in SQLite and in the record of changes.</param>
/// <param name="OptionalKeys">Keys that every stored row has, null where the published file leaves them out (v2 dumps whole models).</param>
/// <param name="Lookups">The columns that rows are found by.</param>
internal sealed record TableSchema(string Name, IReadOnlyList<string> OptionalKeys, params TableLookup[] Lookups);
