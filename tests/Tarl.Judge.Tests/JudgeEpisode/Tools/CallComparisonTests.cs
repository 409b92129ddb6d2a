using Tarl.Contracts.Episodes;
using Tarl.Contracts.Rewards;
using Tarl.Judge.JudgeEpisode;

namespace Tarl.Judge.Tests.JudgeEpisode.Tools;

/// <summary>Through the judge: the last turn's score says whether a call counts as the demanded one.</summary>
public sealed class CallComparisonTests
{
    private static TurnScore LastScore(string tool, string demanded, string made) =>
        new RuleJudge(new JudgeOptions()).Score(new EpisodeBuilder().Domain("library").Demand(tool, demanded)
            .User("1 2 3 4 11 22").Agent("1 2 3 4 11 22. Do you confirm?").User("yes")
            .Call(tool, made, "{}").End())[^1];

    [Theory]
    [InlineData("""{"a": "x", "b": 1}""", """{"b": 1.0, "a": "x"}""")]
    [InlineData("""{"item_ids": ["1", "2"]}""", """{"item_ids": ["2", "1"]}""")]
    [InlineData("""{"item_ids": ["1", "2"], "new_item_ids": ["11", "22"]}""", """{"item_ids": ["2", "1"], "new_item_ids": ["22", "11"]}""")]
    public void Score_SameRequestWrittenDifferently_IsRight(string demanded, string made) =>
        Assert.Equal(1, LastScore("modify_items", demanded, made).Score);

    [Theory]
    [InlineData("""{"a": "x"}""", """{"a": "X"}""", "modify_items: a should be x, is X")]
    [InlineData("""{"a": "x"}""", """{"a": "x", "b": 1}""", "modify_items: b should not be given")]
    [InlineData("""{"a": "1"}""", """{"a": 1}""", "modify_items: a should be 1, is 1")]
    [InlineData("""{"item_ids": ["1", "2"]}""", """{"item_ids": ["1"]}""", """modify_items: item_ids should be ["1", "2"], is ["1"]""")]
    [InlineData("""{"item_ids": ["1", "1"]}""", """{"item_ids": ["1", "2"]}""", """modify_items: item_ids should be ["1", "1"], is ["1", "2"]""")]
    [InlineData(
        """{"item_ids": ["1", "2"], "new_item_ids": ["11", "22"]}""",
        """{"item_ids": ["1", "2"], "new_item_ids": ["22", "11"]}""",
        """modify_items: new_item_ids should be ["11", "22"], is ["22", "11"]""")]
    public void Score_AnotherRequest_NamesTheArgument(string demanded, string made, string reason)
    {
        var score = LastScore("modify_items", demanded, made);
        Assert.Equal(-1, score.Score);
        Assert.Equal(reason, score.Reason);
    }
}
