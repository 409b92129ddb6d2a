using Tarl.Cli.CheckJudge.Faults;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.RolloutWorker.Agents;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.Cli.CheckJudge;

/// <summary>Asks both demonstrators what they would do, and lets the fault choose.</summary>
/// <param name="flaws">Receives what is wrong with each turn taken.</param>
internal sealed class FaultyAgentEpisode(
    IFault fault, TaskSpec task, IAgentEpisode right, IAgentEpisode lapsing, ICollection<Flaw> flaws, SeededRandom random) : IAgentEpisode
{
    private readonly List<Turn> _turns = [];
    private readonly List<Turn> _unheard = [];
    private readonly Queue<PlantedTurn> _planned = [];
    private bool _hasPlanted;

    public async ValueTask<SampledTurn> ActAsync(IReadOnlyList<Turn> observations, CancellationToken cancellationToken)
    {
        _turns.AddRange(observations);
        _unheard.AddRange(observations);
        if (_planned.Count == 0)
        {
            await PlanAsync(cancellationToken);
        }

        var next = _planned.Dequeue();
        _turns.Add(next.Turn);
        flaws.Add(next.Flaw);
        return new SampledTurn { Turn = next.Turn, Finished = true };
    }

    public ValueTask<LedgerReference?> CompleteAsync(CancellationToken cancellationToken) => ValueTask.FromResult<LedgerReference?>(null);

    public async ValueTask DisposeAsync()
    {
        await right.DisposeAsync();
        await lapsing.DisposeAsync();
    }

    private async Task PlanAsync(CancellationToken cancellationToken)
    {
        var heard = _unheard.ToArray();
        _unheard.Clear();
        var wrong = (await lapsing.ActAsync(heard, cancellationToken)).Turn;
        var moment = new Moment
        {
            Task = task,
            Turns = _turns,
            Right = fault.PlaysLapsing ? wrong : (await right.ActAsync(heard, cancellationToken)).Turn,
            Lapsing = wrong,
            HasPlanted = _hasPlanted,
            Random = random,
        };
        var planted = fault.Plant(moment);
        _hasPlanted |= planted is not null;
        foreach (var turn in planted ?? [new PlantedTurn(moment.Right, Flaw.None)])
        {
            _planned.Enqueue(turn);
        }
    }
}
