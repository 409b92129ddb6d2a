using Tarl.Contracts.Curriculum;

namespace Tarl.UserSimulator.SimulateTurn.Scripted.Domains;

/// <summary>Every domain that a scripted user can speak of.</summary>
internal static class DomainSpeeches
{
    private static readonly Dictionary<string, IDomainSpeech> s_speeches = new(StringComparer.Ordinal)
    {
        ["retail"] = new RetailSpeech(),
        ["airline"] = new AirlineSpeech(),
        ["math"] = new MathSpeech(),
    };

    /// <exception cref="InvalidOperationException">There is no such domain.</exception>
    public static IDomainSpeech Of(TaskSpec task) => s_speeches.TryGetValue(task.Domain, out var speech)
        ? speech
        : throw new InvalidOperationException($"A scripted user cannot play task {task.Id} of the domain '{task.Domain}'; it knows {string.Join(", ", s_speeches.Keys)}.");
}
