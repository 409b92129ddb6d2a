using System.Collections.Concurrent;
using Tarl.Policy.Engines;
using Tarl.PolicyServer.ServeWeights;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.PolicyServer.Generate;

/// <summary>
/// Samples for many conversations at once: each forward pass packs the prompts that have arrived with one token of
/// every turn under way (continuous batching). Its batch mates do not change what a conversation samples.
/// </summary>
internal sealed class GenerationThread : IDisposable
{
    private readonly WeightStore _weights;
    private readonly int _maxTokensPerStep;
    private readonly BlockingCollection<object> _inbox = [];
    private readonly List<TurnRequest> _active = [];
    private readonly List<TurnRequest> _step = [];
    private readonly Thread _thread;
    private IGenerator? _generator;
    private GenerationInput[] _inputs = new GenerationInput[64];
    private SampledToken[] _outputs = new SampledToken[64];

    public GenerationThread(WeightStore weights, int maxTokensPerStep, int number)
    {
        _weights = weights;
        _maxTokensPerStep = maxTokensPerStep;
        _thread = new Thread(Run) { IsBackground = true, Name = $"generate-{number}" };
        _thread.Start();
    }

    public void Submit(TurnRequest request) => _inbox.Add(request);

    /// <summary>Gives a conversation's turn up, if one is under way, and frees its key/value cache.</summary>
    public void Close(ConversationState state)
    {
        try
        {
            _inbox.Add(state);
        }
        catch (InvalidOperationException)
        {
            // The thread has ended, and all caches with it.
        }
    }

    public void Dispose()
    {
        _inbox.CompleteAdding();
        _thread.Join();
        _inbox.Dispose();
        _generator?.Dispose();
    }

    private void Run()
    {
        while (!_inbox.IsCompleted)
        {
            Receive();
            if (_active.Count == 0)
            {
                continue;
            }

            using var charge = CpuLedger.For(CpuAccount.Rollout);
            try
            {
                Step();
            }
            catch (Exception failure)
            {
                // The thread serves every conversation: it reports the failure to those concerned and lives on.
                _step.ForEach(request => request.Fail(failure));
                _active.RemoveAll(_step.Contains);
            }
        }

        _active.ForEach(request => request.Fail(new ObjectDisposedException(nameof(GenerationThread), "The policy server has shut down.")));
    }

    private void Receive()
    {
        var wait = _active.Count == 0 ? Timeout.Infinite : 0;
        while (_inbox.TryTake(out var item, wait))
        {
            wait = 0;
            if (item is TurnRequest request)
            {
                _active.Add(request);
            }
            else if (item is ConversationState closed)
            {
                _active.RemoveAll(active => active.State == closed);
                if (closed.Sequence >= 0)
                {
                    _generator!.Close(closed.Sequence);
                }
            }
        }
    }

    private void Step()
    {
        Pack();
        _weights.Use(version =>
        {
            _generator!.Advance(_inputs.AsSpan(0, _step.Count), _outputs);
            for (var i = 0; i < _step.Count; i++)
            {
                _step[i].State.AppendSampled(_outputs[i].Token, _outputs[i].Logprob, version);
                _step[i].Add(new LiveToken(_outputs[i].Token, _outputs[i].Logprob, version, _outputs[i].Top));
            }
        });
        for (var i = 0; i < _step.Count; i++)
        {
            Continue(_step[i], _outputs[i].Token);
        }
    }

    private void Pack()
    {
        _step.Clear();
        var tokens = 0;
        foreach (var request in _active)
        {
            if (tokens > 0 && tokens + request.Pending.Length > _maxTokensPerStep)
            {
                continue;
            }

            tokens += request.Pending.Length;
            _step.Add(request);
        }

        if (_inputs.Length < _step.Count)
        {
            Array.Resize(ref _inputs, _step.Count * 2);
            Array.Resize(ref _outputs, _step.Count * 2);
        }

        for (var i = 0; i < _step.Count; i++)
        {
            _inputs[i] = ToInput(_step[i]);
        }
    }

    private GenerationInput ToInput(TurnRequest request)
    {
        var state = request.State;
        if (state.Sequence < 0)
        {
            _generator ??= state.Engine.CreateGenerator();
            state.Sequence = _generator.Open();
        }

        return new GenerationInput(
            state.Sequence, request.Pending, true, (float)state.Request.Sampling.Temperature, state.Random.NextDouble(), request.TopCount);
    }

    private void Continue(TurnRequest request, int token)
    {
        var state = request.State;
        if (token == state.EndToken)
        {
            Finish(request, finished: true);
        }
        else if (request.Turn.Count >= state.Request.Sampling.MaxTokensPerTurn || !state.HasRoomFor(1))
        {
            Finish(request, finished: false);
        }
        else
        {
            request.Pending = new[] { token };
        }
    }

    private void Finish(TurnRequest request, bool finished)
    {
        _active.Remove(request);
        request.Complete(finished);
    }
}
