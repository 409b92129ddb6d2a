using Tarl.EndToEnd.Tests.Bus;

namespace Tarl.EndToEnd.Tests;

/// <summary>One run and one broker for all tests, which take turns: each process uses every core anyway.</summary>
[CollectionDefinition(nameof(TinyRun))]
public sealed class TinyRunCollection : ICollectionFixture<TinyRun>, ICollectionFixture<RabbitMq>;
