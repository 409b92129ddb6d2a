using System.Text.Json;
using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.RolloutWorker.Agents.Demonstrator.Domains;
using Tarl.ServiceDefaults.Randomness;

namespace Tarl.RolloutWorker.Agents.Demonstrator;

internal sealed class DemonstratorEpisode(
    IReadOnlyList<GoalPlan> plan, IDomainSkills skills, DemonstratorOptions options, SeededRandom random) : IAgentEpisode
{
    private enum Stage { Reading, Confirming, Writing, Transferring, Over }

    private readonly Memory _memory = new();
    private readonly DemonstratorPhrases _phrases = new(random);
    private readonly Lapses _lapses = Lapses.Draw(options, random);
    private int _goal;
    private int _reads;
    private Stage _stage = Stage.Reading;
    private ToolCall? _write;
    private bool _forgets;
    private bool _wrong = random.Chance(options.WrongDetail);

    private GoalPlan Goal => plan[_goal];

    public ValueTask<SampledTurn> ActAsync(IReadOnlyList<Turn> observations, CancellationToken cancellationToken)
    {
        foreach (var turn in observations) _memory.Observe(turn);
        return ValueTask.FromResult(new SampledTurn { Turn = Act(), Finished = true });
    }

    public ValueTask<LedgerReference?> CompleteAsync(CancellationToken cancellationToken) => ValueTask.FromResult<LedgerReference?>(null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Turn Act() => _stage switch
    {
        Stage.Reading => Read(),
        Stage.Confirming => AfterAnswer(),
        Stage.Writing => AfterWrite(),
        Stage.Transferring => AfterTransfer(),
        _ => Say("Is there anything else?"),
    };

    private Turn Read()
    {
        if (_reads == Goal.Reads.Count) return Resolve();
        var read = Goal.Reads[_reads];
        if (skills.MissingForRead(read, Goal.Write, _memory) is { } question)
            return Say(_memory.LastCallFailed ? skills.NotFound(Goal.Reads[_reads - 1]) : question);
        _reads++;
        return Call(read, skills.Think(read, _memory));
    }

    private Turn Resolve() => Goal.Resolution switch
    {
        GoalResolution.Answer => EndGoal(_wrong ? skills.WrongAnswer(Goal.Say!) : Goal.Say!),
        GoalResolution.GiveUp => EndGoal(skills.NotFound(Goal.Reads[^1])),
        GoalResolution.Refuse when !_lapses.FailsToRefuse => EndGoal(Goal.Say!),
        GoalResolution.Refuse when _lapses.Transfers || Goal.Write is null => Transfer(),
        _ => PrepareWrite(),
    };

    private Turn PrepareWrite()
    {
        if (skills.MissingForWrite(Goal.Write!, _memory) is { } question) return Say(question);
        _write = _wrong ? skills.WithWrongDetail(Goal.Write!, _memory, random) : Goal.Write!;
        _forgets = _write is null;
        _write ??= Goal.Write!;
        var thought = skills.Think(_write, _memory);
        if (_lapses.SkipsConfirmation) return Write() with { Thought = thought };
        _stage = Stage.Confirming;
        return Say(_phrases.AskToConfirm(skills.Announce(_write))) with { Thought = thought };
    }

    private Turn AfterAnswer()
    {
        var saysNo = _memory.LastHeard.StartsWith("no", StringComparison.OrdinalIgnoreCase);
        return saysNo && !_lapses.IgnoresNo ? EndGoal(DemonstratorPhrases.LeftAsIs) : Write();
    }

    private Turn Write()
    {
        if (_forgets) return EndGoal(skills.Report(_write!));
        _stage = Stage.Writing;
        return Call(_write!);
    }

    private Turn AfterWrite() => EndGoal(_memory.LastCallFailed ? DemonstratorPhrases.Failed : skills.Report(_write!));

    private Turn Transfer()
    {
        _stage = Stage.Transferring;
        return Call(new ToolCall
        {
            Name = "transfer_to_human_agents",
            Arguments = JsonSerializer.SerializeToElement(new { summary = "The request is not allowed." }),
        });
    }

    private Turn AfterTransfer()
    {
        _stage = Stage.Over;
        return Say(DemonstratorPhrases.Transferred);
    }

    private Turn EndGoal(string lastWords)
    {
        _goal++;
        _reads = 0;
        _stage = _goal == plan.Count ? Stage.Over : Stage.Reading;
        _wrong = random.Chance(options.WrongDetail);
        _memory.BeginGoal();
        return Say(lastWords);
    }

    private Turn Call(ToolCall call, string? thought = null)
    {
        _memory.Called(call);
        return new Turn { Role = TurnRole.Agent, Text = "", Thought = thought, Call = call };
    }

    private static Turn Say(string text) => new() { Role = TurnRole.Agent, Text = text };
}
