using Tarl.Contracts.Curriculum;

namespace Tarl.RolloutWorker.Agents.Demonstrator.Domains;

/// <summary>Every domain that a demonstrator can work in.</summary>
internal static class DomainSkills
{
    private static readonly Dictionary<string, IDomainSkills> s_skills = new(StringComparer.Ordinal)
    {
        ["retail"] = new RetailSkills(),
        ["airline"] = new AirlineSkills(),
        ["math"] = new MathSkills(),
    };

    /// <exception cref="InvalidOperationException">There is no such domain.</exception>
    public static IDomainSkills Of(TaskSpec task) => s_skills.TryGetValue(task.Domain, out var skills)
        ? skills
        : throw new InvalidOperationException($"Nobody demonstrates task {task.Id} of the domain '{task.Domain}'; there are {string.Join(", ", s_skills.Keys)}.");
}
