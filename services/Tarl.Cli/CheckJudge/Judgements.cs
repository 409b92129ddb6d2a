using System.Threading.Channels;
using Tarl.Contracts.Rewards;

namespace Tarl.Cli.CheckJudge;

/// <summary>What the judge has said, in the order in which it came.</summary>
internal sealed class Judgements
{
    private readonly Channel<EpisodeJudged> _judgements = Channel.CreateUnbounded<EpisodeJudged>(new() { SingleReader = true });

    public ChannelReader<EpisodeJudged> Reader => _judgements.Reader;

    public void Add(EpisodeJudged judged) => _judgements.Writer.TryWrite(judged);
}
