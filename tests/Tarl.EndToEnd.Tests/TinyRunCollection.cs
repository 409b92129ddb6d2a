namespace Tarl.EndToEnd.Tests;

/// <summary>One run for all tests, which take turns: each process uses every core anyway.</summary>
[CollectionDefinition(nameof(TinyRun))]
public sealed class TinyRunCollection : ICollectionFixture<TinyRun>;
