using Tarl.Contracts.Curriculum;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Learner.UpdatePolicy;

namespace Tarl.Learner.Tests.UpdatePolicy;

public sealed class SampledTasksTests
{
    private static Sample Of(int group, string task, string kind, string domain, bool success, TaskChoice? choice = null, bool failed = false) => new(
        SampleFigures.Scored(group, success ? 1 : 0) with
        {
            TaskId = task,
            Kind = kind,
            Domain = domain,
            Choice = choice,
            Failure = failed ? new EpisodeFailure { Boundary = Boundary.User, Message = "gone" } : null,
        },
        new EpisodeTokens { Tokens = [], Sampled = [], BehaviorLogprobs = [], PolicyVersions = [] },
        []);

    private static Dictionary<string, double> Figures(params Sample[] samples)
    {
        var metrics = new Dictionary<string, double> { ["update"] = 3 };
        SampledTasks.AddTo(metrics, samples);
        return metrics;
    }

    [Fact]
    public void AddTo_SeveralFamilies_PassRatesAndGroupsByKindAndFamily()
    {
        var metrics = Figures(
            Of(0, "a", "cancel", "retail", true), Of(0, "a", "cancel", "retail", false),
            Of(1, "b", "return", "retail", false), Of(1, "b", "return", "retail", false),
            Of(2, "c", "math", "math", true), Of(2, "c", "math", "math", true),
            Of(3, "a", "cancel", "retail", true), Of(3, "a", "cancel", "retail", true));

        Assert.Equal(
            new Dictionary<string, double>
            {
                ["update"] = 3,
                ["passRate/cancel"] = 0.75,
                ["passRate/math"] = 1,
                ["passRate/return"] = 0,
                ["familyPassRate/math"] = 1,
                ["familyPassRate/retail"] = 0.5,
                ["tasks"] = 3,
                ["groups/cancel"] = 2,
                ["groups/math"] = 1,
                ["groups/return"] = 1,
                ["familyGroups/math"] = 1,
                ["familyGroups/retail"] = 3,
            },
            metrics);
    }

    [Fact]
    public void AddTo_FailedEpisodes_AreSampledButInNoPassRate()
    {
        var metrics = Figures(Of(0, "a", "cancel", "retail", true), Of(0, "a", "cancel", "retail", false, failed: true), Of(1, "b", "return", "airline", false, failed: true));

        Assert.Equal((1, 1), (metrics["passRate/cancel"], metrics["groups/return"]));
        Assert.False(metrics.ContainsKey("passRate/return") || metrics.ContainsKey("familyPassRate/airline"));
    }

    [Fact]
    public void AddTo_Choices_AreCountedByReasonWithTheMeanOfWhatWasExpected()
    {
        var near = new TaskChoice { Reason = "near-target", ExpectedPassRate = 0.5 };
        var metrics = Figures(
            Of(0, "a", "cancel", "retail", true, near), Of(0, "a", "cancel", "retail", true, near),
            Of(1, "b", "cancel", "retail", true, near with { ExpectedPassRate = 0.4 }),
            Of(2, "c", "cancel", "retail", true, new TaskChoice { Reason = "explored", ExpectedPassRate = 0 }),
            Of(3, "d", "cancel", "retail", true, new TaskChoice { Reason = "explored" }));

        Assert.Equal((2, 2), (metrics["chosen/near-target"], metrics["chosen/explored"]));
        Assert.Equal(0.3, metrics["expectedPassRate"], 12);
    }
}
