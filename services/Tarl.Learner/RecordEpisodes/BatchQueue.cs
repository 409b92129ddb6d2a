using System.Threading.Channels;
using Tarl.Contracts.Curriculum;

namespace Tarl.Learner.RecordEpisodes;

/// <summary>Counts which places of the batches are filled, and hands out those that are whole: updates in their order, one after the other.</summary>
public sealed class BatchQueue
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _filled = [];
    private readonly Dictionary<int, Batch> _updates = [];
    private readonly Channel<Batch> _whole = Channel.CreateUnbounded<Batch>();
    private int _nextUpdate = 1;

    /// <summary>Whole batches, each once.</summary>
    public ChannelReader<Batch> Whole => _whole.Reader;

    /// <summary>Updates up to the given one have been made.</summary>
    public void StartAfter(int update)
    {
        lock (_lock)
        {
            _nextUpdate = Math.Max(1, update + 1);
        }
    }

    /// <summary>Some more places of a batch are filled, each of them once.</summary>
    public void Fill(Batch batch, int places = 1)
    {
        lock (_lock)
        {
            var filled = _filled[batch.Name] = _filled.GetValueOrDefault(batch.Name) + places;
            if (filled != batch.Size)
            {
                return;
            }

            _filled.Remove(batch.Name);
            if (batch.Purpose == RolloutPurpose.Demonstration)
            {
                _whole.Writer.TryWrite(batch);
            }
            else if (batch.Update is { } update)
            {
                _updates[update] = batch;
                while (_updates.Remove(_nextUpdate, out var next))
                {
                    _whole.Writer.TryWrite(next);
                    _nextUpdate++;
                }
            }
        }
    }
}
