using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tarl.LanguageModels;
using Tarl.Messaging.Connect;
using Tarl.ServiceDefaults;

namespace Tarl.Cli.HostServices;

/// <summary>Reads <c>Section:Key=Value</c>, and checks it against the options that the services bind.</summary>
internal static class SetOption
{
    /// <summary>What the command line or the run's folder decides.</summary>
    private static readonly Dictionary<string, string> Owners = new()
    {
        ["Reinforcement:Algorithm"] = "--algorithm",
        ["Reinforcement:Updates"] = "--updates",
        ["Reward:Shaper"] = "--reward",
        ["TarlReward:Placement"] = "--placement",
        ["Cloning:Steps"] = "--cloning-steps",
        ["Curriculum:Updates"] = "--updates",
        ["Curriculum:GroupsPerUpdate"] = "--groups",
        ["Curriculum:GroupSize"] = "--group-size",
        ["Curriculum:Seed"] = "--seed",
        ["Curriculum:Sampler"] = "--sampler",
        ["Curriculum:MaxStaleness"] = "--max-staleness",
        ["Curriculum:TasksPath"] = "--run",
        ["Learner:Seed"] = "--seed",
        ["Learner:Threads"] = "--threads",
        ["Learner:RunFolder"] = "--run",
        ["PolicyServer:Address"] = "--policy-server",
        ["PolicyServer:Threads"] = "--threads",
        ["Sandbox:DataFolder"] = "--run",
        ["AgentModel:Model"] = "evaluate --policy",
        ["AgentModel:Address"] = "evaluate --endpoint",
    };

    /// <summary>Not to be written into a run's folder.</summary>
    private static readonly HashSet<string> Secrets = ["Password", "PasswordFile", "Token", "TokenFile"];

    /// <summary>What someone would call a key who wants to pass it; there is no such option.</summary>
    private const string ApiKey = "ApiKey";

    /// <param name="sets">Each <c>Section:Key=Value</c>.</param>
    /// <exception cref="UserErrorException">One is none, or a key comes twice.</exception>
    public static SortedDictionary<string, string> Parse(IEnumerable<string> sets)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var set in sets)
        {
            if (set.Split('=', 2) is not [{ Length: > 0 } key, var value])
            {
                throw new UserErrorException($"--set takes SECTION:KEY=VALUE, not '{set}'.");
            }

            if (!values.TryAdd(key, value))
            {
                throw new UserErrorException($"--set {key} is given twice.");
            }
        }

        return values;
    }

    /// <summary>Has the services of a host configured with these.</summary>
    public static IConfigurationBuilder AddSets(this IConfigurationBuilder configuration, IReadOnlyDictionary<string, string> sets) =>
        configuration.AddInMemoryCollection(sets.Select(set => KeyValuePair.Create<string, string?>(set.Key, set.Value)));

    /// <summary>Whether all of these are options of the services that are registered.</summary>
    /// <returns>The services' options.</returns>
    /// <exception cref="UserErrorException">One is none, has an option of its own, or its value is none for it.</exception>
    public static IReadOnlyList<OptionsSection> EnsureValid(IServiceCollection services, IReadOnlyDictionary<string, string> sets)
    {
        OptionsSection[] sections =
            [.. services.Where(service => service.ServiceType == typeof(OptionsSection)).Select(service => (OptionsSection)service.ImplementationInstance!)];
        foreach (var (key, value) in sets)
        {
            EnsureValid(sections, key, value);
        }

        return sections;
    }

    /// <exception cref="UserErrorException">There is no such option, it has an option of its own, or the value is none for it.</exception>
    private static void EnsureValid(IReadOnlyList<OptionsSection> sections, string key, string value)
    {
        if (Owners.TryGetValue(key, out var owner))
        {
            throw new UserErrorException($"--set {key} is refused, because {owner} decides it.");
        }

        var parts = key.Split(':');
        if (parts[^1] == ApiKey)
        {
            throw new UserErrorException(
                $"--set {key} is refused: a key would be written into the run's folder. Name the environment variable that holds it ({parts[0]}:{nameof(LanguageModelOptions.ApiKeyVariable)}) or a file ({parts[0]}:{nameof(LanguageModelOptions.ApiKeyFile)}).");
        }

        if (parts[0] == BusOptions.Section || Secrets.Contains(parts[^1]))
        {
            throw new UserErrorException($"--set {key} is refused: connections and secrets come from the environment, as {key.Replace(":", "__", StringComparison.Ordinal)}.");
        }

        var section = sections.FirstOrDefault(section => section.Name == parts[0])
            ?? throw new UserErrorException($"--set {key}: there is no section '{parts[0]}'; the nearest is {NearestName.Of(parts[0], sections.Select(section => section.Name))}.");
        var properties = section.Options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite || IsCollection(property)).ToArray();
        var property = properties.FirstOrDefault(property => parts.Length > 1 && property.Name == parts[1])
            ?? throw new UserErrorException($"--set {key}: there is no such option; the nearest is {section.Name}:{NearestName.Of(string.Join(':', parts[1..]), properties.Select(property => property.Name))}.");
        if (parts.Length != (IsCollection(property) ? 3 : 2))
        {
            throw new UserErrorException(
                IsCollection(property) ? $"--set {key}: that is a collection; name one entry, as in {section.Name}:{property.Name}:0." : $"--set {key}: {section.Name}:{property.Name} is one value.");
        }

        EnsureValue(section, property, key, value);
    }

    private static void EnsureValue(OptionsSection section, PropertyInfo property, string key, string value)
    {
        object? bound;
        try
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>(key, value)]).Build();
            var options = configuration.GetSection(section.Name).Get(section.Options, binder => binder.ErrorOnUnknownConfiguration = true)!;
            bound = property.GetValue(options);
        }
        catch (InvalidOperationException)
        {
            throw new UserErrorException($"--set {key} takes {Wanted(property)}, not '{value}'.");
        }

        if (property.GetCustomAttributes<ValidationAttribute>().Any(rule => !rule.IsValid(bound)))
        {
            throw new UserErrorException($"--set {key} takes {Wanted(property)}, not '{value}'.");
        }
    }

    private static string Wanted(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (IsCollection(property))
        {
            type = type.GetGenericArguments()[^1];
        }

        var kind = type switch
        {
            { IsEnum: true } => string.Join(" or ", Enum.GetNames(type)),
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(TimeSpan) => "a duration such as 00:01:30",
            _ when type == typeof(string) => "a text",
            _ when type == typeof(double) => "a number",
            _ => "a whole number",
        };
        return property.GetCustomAttribute<RangeAttribute>() is { } range
            ? string.Create(CultureInfo.InvariantCulture, $"{kind} from {range.Minimum} to {range.Maximum}")
            : kind;
    }

    private static bool IsCollection(PropertyInfo property) =>
        property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable));
}
