using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tarl.Cli.HostServices;
using Tarl.Cli.RunFolders;
using Tarl.Curriculum.RequestRollouts;
using Tarl.LanguageModels;
using Tarl.LanguageModels.Budget;
using Tarl.Learner.UpdatePolicy;
using Tarl.RolloutWorker.Agents.Models;
using Tarl.ServiceDefaults;

namespace Tarl.Cli.Evaluate;

/// <summary>The options that have a model behind an endpoint play the agent, and those of the services that play and judge.</summary>
internal sealed class ModelChoice
{
    private const string ModelKey = $"{AgentModelOptions.Section}:{nameof(AgentModelOptions.Model)}";
    private const string AddressKey = $"{AgentModelOptions.Section}:{nameof(AgentModelOptions.Address)}";

    private readonly Option<string?> _policy = new("--policy")
    {
        Description = "Another model as the agent, behind an OpenAI-compatible endpoint, with that protocol's calls: openai:MODEL", HelpName = "openai:MODEL",
        CustomParser = result =>
        {
            var text = string.Join(' ', result.Tokens.Select(token => token.Value));
            if (text.StartsWith(ModelAgent.Prefix, StringComparison.Ordinal) && text.Length > ModelAgent.Prefix.Length)
            {
                return text;
            }

            result.AddError($"--policy takes {ModelAgent.Prefix}MODEL, not '{text}'; --agent names the agents of this program.");
            return null;
        },
    };

    private readonly Option<string?> _endpoint = new("--endpoint") { Description = "With --policy: the endpoint's base, as in http://localhost:8000/v1", HelpName = "URL" };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Any option of agent, user or judge, as in AgentModel:ApiKeyVariable=OPENAI_API_KEY; may be repeated", HelpName = "SECTION:KEY=VALUE",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_policy);
        command.Options.Add(_endpoint);
        command.Options.Add(_set);
    }

    /// <summary>The chosen model's name as an agent; null if none is chosen.</summary>
    public string? Agent(ParseResult arguments) => arguments.GetValue(_policy);

    /// <summary>The run's settings with those of the model that is to play, and what else is set.</summary>
    /// <exception cref="UserErrorException">Options miss each other, or one has no effect.</exception>
    public RunSettings AddTo(RunSettings settings, ParseResult arguments, RunFolder folder)
    {
        var sets = SetOption.Parse(arguments.GetValue(_set) ?? []);
        if (Agent(arguments) is null != arguments.GetValue(_endpoint) is null)
        {
            throw new UserErrorException("--policy openai:MODEL and --endpoint URL belong together: give both.");
        }

        var sections = TarlHost.EnsureOptions(folder, settings, sets).ToLookup(section => section.Name);
        if (sets.Keys.FirstOrDefault(key => sections[key.Split(':')[0]].Any(IsOfTraining)) is { } idle)
        {
            throw new UserErrorException($"--set {idle} has no effect: nothing is trained here.");
        }

        if (Agent(arguments) is { } agent)
        {
            (sets[ModelKey], sets[AddressKey]) = (agent[ModelAgent.Prefix.Length..], arguments.GetValue(_endpoint)!);
        }

        return settings with { Set = new SortedDictionary<string, string>(sets.Concat(settings.Set).DistinctBy(set => set.Key).ToDictionary()) };
    }

    private static bool IsOfTraining(OptionsSection section) =>
        section.Options.Assembly == typeof(CurriculumOptions).Assembly || section.Options.Assembly == typeof(ReinforcementOptions).Assembly;

    /// <summary>Makes sure that there is a key, if one is named, before anything is started.</summary>
    /// <exception cref="InvalidDataException">Address, key or the authorities' file cannot be used.</exception>
    public static void EnsureUsable(IHost host, string agent)
    {
        _ = host.Services.GetRequiredService<AgentModelOptions>();
        _ = Spent(host, agent);
    }

    /// <summary>What the model has cost; null for other agents.</summary>
    public static Spending? Spent(IHost host, string agent) => agent.StartsWith(ModelAgent.Prefix, StringComparison.Ordinal)
        ? host.Services.GetRequiredKeyedService<ILanguageModel>(AgentModelOptions.Section).Spent
        : null;
}
