using Tarl.Judge.JudgeEpisode.Models;
using Tarl.LanguageModels.Messages;

namespace Tarl.Judge.Tests.JudgeEpisode.Models;

public sealed class JudgementReaderTests
{
    private static readonly int[] AgentTurns = [1, 3];

    private static string Of(params (int Turn, int Score, string Reason)[] scores) =>
        $$"""{"scores": [{{string.Join(", ", scores.Select(score => $$"""{"turn": {{score.Turn}}, "reason": "{{score.Reason}}", "score": {{score.Score}}}"""))}}]}""";

    private static string? Problem(string text) => JudgementReader.Read(new Completion { Text = text, End = CompletionEnd.Finished }, AgentTurns).Problem;

    [Theory]
    [InlineData("{0}")]
    [InlineData("```json\n{0}\n```")]
    [InlineData("<think>Hm.</think>\n```\n{0}\n```\n")]
    public void Read_Judgement_IsTakenInOrderOfTurns(string form)
    {
        var reading = JudgementReader.Read(
            new Completion { Text = form.Replace("{0}", Of((3, -1, "wrong item"), (1, 1, "asks")), StringComparison.Ordinal), End = CompletionEnd.Finished }, AgentTurns);

        Assert.Null(reading.Problem);
        Assert.Equal([(1, 1, "asks"), (3, -1, "wrong item")], reading.Value!.Select(score => (score.TurnIndex, score.Score, score.Reason)));
    }

    [Fact]
    public void Read_WhatIsNotOneScoreATurn_IsSaidToBeWrong()
    {
        Assert.Contains("turn 3 of the agent has no score", Problem(Of((1, 1, "x"))), StringComparison.Ordinal);
        Assert.Contains("turn 2 is none of the agent's", Problem(Of((1, 1, "x"), (2, 1, "x"), (3, 1, "x"))), StringComparison.Ordinal);
        Assert.Contains("two scores", Problem(Of((1, 1, "x"), (1, 0, "x"), (3, 1, "x"))), StringComparison.Ordinal);
        Assert.Contains("turn 3 has the score 2", Problem(Of((1, 1, "x"), (3, 2, "x"))), StringComparison.Ordinal);
        Assert.Contains("turns 1, 3 have the score -1", Problem(Of((1, -1, "x"), (3, -1, "x"))), StringComparison.Ordinal);
        Assert.Contains("turn 3 has no reason", Problem(Of((1, 1, "x"), (3, 1, " "))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("The agent did well.")]
    [InlineData("[]")]
    [InlineData("{\"scores\": 5}")]
    [InlineData("{\"scores\": [{\"turn\": 1.5, \"score\": 1, \"reason\": \"x\"}]}")]
    [InlineData("{\"scores\": [{\"turn\": 1, \"score\": \"good\", \"reason\": \"x\"}]}")]
    [InlineData("{\"scores\": [{\"turn\": 1, \"score\": 1")]
    public void Read_NoJudgement_IsSaidToBeNone(string text) => Assert.Contains("not JSON of the form", Problem(text), StringComparison.Ordinal);
}
