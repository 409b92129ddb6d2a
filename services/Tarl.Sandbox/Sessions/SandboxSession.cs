using System.Security.Cryptography;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Sandbox;
using Tarl.Sandbox.Storage;
using Tarl.Sandbox.Tools;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.Sandbox.Sessions;

/// <summary>One episode in this process. Calls on it take turns; closing it twice is closing it once.</summary>
internal sealed class SandboxSession(Domain domain, EpisodeView? view) : ISandboxSession
{
    private readonly Lock _gate = view?.Gate ?? new Lock();
    private bool _closed;

    /// <summary>128 random bits: who does not hold it cannot guess it.</summary>
    public string Id { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public Domain Domain => domain;

    public IReadOnlyList<ToolDefinition> Tools => domain.Definitions;

    public string Guidelines => domain.Guidelines;

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The session is closed.</exception>
    public ValueTask<ToolResult> CallAsync(ToolCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var charge = CpuLedger.For(CpuAccount.Sandbox);
        var output = Run(call);
        SandboxMetrics.Called(domain.Name, output.IsError);
        return ValueTask.FromResult(new ToolResult
        {
            Text = output.Text ?? "",
            IsError = output.IsError,
            EndsEpisode = !output.IsError && domain.EndsEpisode(call.Name),
        });
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The session is closed.</exception>
    public ValueTask<IReadOnlyList<StateChange>> GetChangesAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var charge = CpuLedger.For(CpuAccount.Sandbox);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return ValueTask.FromResult(view?.Changes() ?? []);
        }
    }

    /// <summary>The call as the benchmark sees it: a tool may give nothing back.</summary>
    /// <exception cref="ObjectDisposedException">The session is closed.</exception>
    public ToolOutput Run(ToolCall call)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return domain.Run(call, view);
        }
    }

    public ValueTask DisposeAsync()
    {
        using var charge = CpuLedger.For(CpuAccount.Sandbox);
        lock (_gate)
        {
            if (!_closed)
            {
                _closed = true;
                view?.Forget();
            }
        }

        return ValueTask.CompletedTask;
    }
}
