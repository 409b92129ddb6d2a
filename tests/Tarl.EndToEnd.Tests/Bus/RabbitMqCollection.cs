namespace Tarl.EndToEnd.Tests.Bus;

/// <summary>One run and one broker for the tests over a broker, which take turns. They wait much, and so stand beside those in one process.</summary>
[CollectionDefinition(nameof(RabbitMq))]
public sealed class RabbitMqCollection : ICollectionFixture<TinyRun>, ICollectionFixture<RabbitMq>;
