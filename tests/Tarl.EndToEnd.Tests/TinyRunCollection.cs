namespace Tarl.EndToEnd.Tests;

/// <summary>One run for the tests in one process, which take turns: each uses every core anyway.</summary>
[CollectionDefinition(nameof(TinyRun))]
public sealed class TinyRunCollection : ICollectionFixture<TinyRun>;
