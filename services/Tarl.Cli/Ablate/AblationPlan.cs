using System.Text.Json;
using System.Text.Json.Serialization;
using Tarl.Cli.Train;
using Tarl.Sandbox.GenerateDataSet;

namespace Tarl.Cli.Ablate;

/// <summary>What an ablation compares; read from a JSON file, in which comments are allowed.</summary>
public sealed record AblationPlan
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>What the ablation itself decides.</summary>
    private static readonly string[] Reserved = ["--run", "--from", "--from-version", "--seed", "--resume", "--json", "--conduct", "--bus", "--policy-server", "--rollouts"];

    /// <summary>Every variant is trained once with each.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>The variant that the others' differences are taken against, unless they name another.</summary>
    public required string Baseline { get; init; }

    /// <summary>Domains that the policies are measured on without having been trained on them.</summary>
    public IReadOnlyList<string> Transfer { get; init; } = [];

    /// <summary>Options of <c>train</c> for the runs that clone; the variants of one seed start from one of them.</summary>
    public IReadOnlyList<string> Base { get; init; } = [];

    /// <summary>Options of <c>train</c> for every variant, before its own.</summary>
    public IReadOnlyList<string> Train { get; init; } = [];

    public required IReadOnlyList<AblationVariant> Variants { get; init; }

    /// <exception cref="UserErrorException">There is no such file, or the plan cannot be carried out.</exception>
    /// <exception cref="InvalidDataException">The file is no plan.</exception>
    public static AblationPlan Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new UserErrorException($"There is no file {path}.");
        }

        try
        {
            var plan = JsonSerializer.Deserialize<AblationPlan>(File.ReadAllText(path), Json) ?? throw new JsonException("it is empty");
            plan.Ensure(path);
            return plan;
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} is no plan of an ablation: {error.Message}", error);
        }
    }

    /// <summary>The name of the variant that another's difference is taken against.</summary>
    public string BaselineOf(AblationVariant variant) => variant.Baseline ?? Baseline;

    private void Ensure(string path)
    {
        if (Seeds.Count == 0 || Seeds.Distinct().Count() < Seeds.Count || Variants.Count == 0)
        {
            throw new UserErrorException($"{path} needs seeds, each once, and variants.");
        }

        if (Variants.GroupBy(variant => AblationRun.FolderNameOf(variant.Name), StringComparer.OrdinalIgnoreCase).FirstOrDefault(names => names.Count() > 1) is { } same)
        {
            throw new UserErrorException($"{path} has two variants whose names are alike: {string.Join(", ", same.Select(variant => variant.Name))}.");
        }

        if (Variants.Select(BaselineOf).Prepend(Baseline).FirstOrDefault(name => Variants.All(variant => variant.Name != name)) is { } missing)
        {
            throw new UserErrorException($"{path}: the baseline '{missing}' is none of the variants {string.Join(", ", Variants.Select(variant => variant.Name))}.");
        }

        if (Transfer.Except(DataSetGenerator.Domains).FirstOrDefault() is { } unknown)
        {
            throw new UserErrorException($"{path}: there is no domain '{unknown}'; there are {string.Join(", ", DataSetGenerator.Domains)}.");
        }

        foreach (var variant in Variants)
        {
            EnsureOptions(path, variant.Name, variant.Base ?? Base);
            EnsureOptions(path, variant.Name, [.. Train, .. variant.Options ?? []]);
        }
    }

    private static void EnsureOptions(string path, string variant, IReadOnlyList<string> options)
    {
        if (options.FirstOrDefault(Reserved.Contains) is { } reserved)
        {
            throw new UserErrorException($"{path}, {variant}: the ablation itself decides {reserved}; leave it out.");
        }

        if (TrainCommand.Create().Parse([.. options]).Errors is [var error, ..])
        {
            throw new UserErrorException($"{path}, {variant}: {error.Message}");
        }
    }
}
