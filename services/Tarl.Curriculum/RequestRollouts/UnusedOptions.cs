using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Tarl.Curriculum.Samplers;
using Tarl.Curriculum.Samplers.Mixed;
using Tarl.Curriculum.Samplers.Staged;
using Tarl.Curriculum.Samplers.Staged.Orders;

namespace Tarl.Curriculum.RequestRollouts;

/// <summary>Refuses a sampler that there is not, and options that have no effect with the chosen sampler and the other options.</summary>
internal sealed class UnusedOptions(
    IEnumerable<ITaskSampler> samplers, IEnumerable<IStageOrder> orders, IConfiguration configuration, StagedSamplerOptions staged, MixedSamplerOptions mixed)
    : IValidateOptions<CurriculumOptions>
{
    public ValidateOptionsResult Validate(string? name, CurriculumOptions options)
    {
        if (samplers.SingleOrDefault(sampler => sampler.Name == options.Sampler) is not { } chosen)
        {
            return ValidateOptionsResult.Fail($"There is no sampler '{options.Sampler}'; there are {string.Join(", ", samplers.Select(sampler => sampler.Name))}.");
        }

        return Problems(chosen).FirstOrDefault() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }

    private IEnumerable<string> Problems(ITaskSampler chosen)
    {
        foreach (var section in samplers.Select(sampler => sampler.Section).OfType<string>().Where(section => section != chosen.Section))
        {
            if (configuration.GetSection(section).GetChildren().FirstOrDefault() is { } given)
            {
                yield return $"{section}:{given.Key} has no effect with the sampler {chosen.Name}.";
            }
        }

        foreach (var problem in chosen.Name == "staged" ? StagedProblems() : []) yield return problem;
        if (mixed.FinalMathRatio is null && configuration["MixedSampler:Schedule"] is not null)
        {
            yield return "MixedSampler:Schedule has no effect: MixedSampler:FinalMathRatio is not set.";
        }
    }

    private IEnumerable<string> StagedProblems()
    {
        if (orders.All(order => order.Name != staged.Order))
        {
            yield return $"There is no order of stages '{staged.Order}'; there are {string.Join(", ", orders.Select(order => order.Name))}.";
        }

        if (staged.Order == "kinds" && staged.Kinds.Count == 0)
        {
            yield return "StagedSampler:Order kinds takes the kinds in their order, as StagedSampler:Kinds:0 and so on.";
        }

        (string Key, bool HasEffect)[] conditions =
        [
            ("Kinds", staged.Order == "kinds"), ("Stages", staged.Order != "kinds"), ("HalfLifeUpdates", staged.Order == "pass-rate"),
        ];
        foreach (var (key, _) in conditions.Where(condition => !condition.HasEffect && configuration.GetSection($"StagedSampler:{condition.Key}").Exists()))
        {
            yield return $"StagedSampler:{key} has no effect with the order {staged.Order}.";
        }
    }
}
