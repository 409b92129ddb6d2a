using Microsoft.Extensions.Options;
using Tarl.Contracts.Sandbox;
using Tarl.Sandbox.Mathematics;
using Tarl.Sandbox.Storage;
using Tarl.Sandbox.Tools;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.Sandbox.Sessions;

/// <summary>Opens sessions in this process. Each data set is checked and opened once, when it is first asked for.</summary>
public sealed class SandboxClient(IOptions<SandboxOptions> options) : ISandboxClient, IDisposable
{
    private readonly Dictionary<string, DataSet> _dataSets = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such domain, or the data set's name is no plain name.</exception>
    /// <exception cref="InvalidDataException">The data set is missing, damaged, foreign, or of another domain.</exception>
    public ValueTask<ISandboxSession> OpenAsync(string domain, string dataSet, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var charge = CpuLedger.For(CpuAccount.Sandbox);
        return ValueTask.FromResult<ISandboxSession>(Open(domain, dataSet));
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var dataSet in _dataSets.Values)
            {
                dataSet.Dispose();
            }

            _dataSets.Clear();
        }
    }

    internal SandboxSession Open(string domain, string dataSet)
    {
        if (domain == MathDomain.Domain.Name)
        {
            return new SandboxSession(MathDomain.Domain, view: null);
        }

        if (!DomainCatalogue.Names.Contains(domain))
        {
            throw new ArgumentException($"There is no domain '{domain}'; there are {string.Join(", ", DomainCatalogue.Names)}.");
        }

        var data = Find(dataSet);
        return data.Domain.Name == domain
            ? new SandboxSession(data.Domain, data.Open())
            : throw new InvalidDataException($"The data set '{dataSet}' belongs to the domain '{data.Domain.Name}', not '{domain}'.");
    }

    private DataSet Find(string name)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || name[0] == '.')
        {
            throw new ArgumentException($"'{name}' is no data set name: letters, digits, '-', '_' and '.' only.");
        }

        lock (_gate)
        {
            if (!_dataSets.TryGetValue(name, out var dataSet))
            {
                dataSet = new DataSet(Path.Combine(options.Value.DataFolder, name + ".db"), options.Value.ConnectionsPerDataSet);
                _dataSets.Add(name, dataSet);
            }

            return dataSet;
        }
    }
}
