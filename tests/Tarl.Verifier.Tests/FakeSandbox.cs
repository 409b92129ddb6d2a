using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Sandbox;

namespace Tarl.Verifier.Tests;

/// <summary>
/// A sandbox with one tool, <c>cancel(order_id)</c>, that cancels a pending order; a call without an order id fails.
/// Before it works, it can be made to break down some times.
/// </summary>
internal sealed class FakeSandbox : ISandboxClient
{
    private int _opened;
    private int _breakdowns;

    public int Opened => _opened;

    public int BreakdownsAhead { get => _breakdowns; init => _breakdowns = value; }

    public bool Hangs { get; init; }

    public List<string> Called { get; } = [];

    public ValueTask<ISandboxSession> OpenAsync(string domain, string dataSet, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _opened);
        if (Interlocked.Decrement(ref _breakdowns) >= 0) throw new IOException("The sandbox is away.");
        return ValueTask.FromResult<ISandboxSession>(new Session(this));
    }

    private sealed class Session(FakeSandbox sandbox) : ISandboxSession
    {
        private readonly List<StateChange> _changes = [];

        public IReadOnlyList<ToolDefinition> Tools => [];

        public string Guidelines => "";

        public async ValueTask<ToolResult> CallAsync(ToolCall call, CancellationToken cancellationToken)
        {
            sandbox.Called.Add(call.Name);
            if (sandbox.Hangs) await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            if (!call.Arguments.TryGetProperty("order_id", out var order)) return new ToolResult { Text = "Error: order not found", IsError = true };

            _changes.Add(Sample.Status(order.GetString()!, "pending", "cancelled"));
            return new ToolResult { Text = "{}" };
        }

        public ValueTask<IReadOnlyList<StateChange>> GetChangesAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<StateChange>>([.. _changes]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
