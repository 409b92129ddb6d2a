using System.Globalization;
using Tarl.Policy.Model;

namespace Tarl.Policy.Engines.Managed;

/// <summary>Reads and writes flat vectors of parameters, or of their moments, as named tensors.</summary>
internal static class ParameterFile
{
    private const string FirstMoment = "exp_avg.";
    private const string SecondMoment = "exp_avg_sq.";
    private const string StepKey = "step";

    public static void Save(string path, IEnumerable<Parameter> parameters, AlignedBuffer flat)
    {
        SafetensorsFile.Save(path, Tensors(parameters, flat, ""), new Dictionary<string, string> { ["format"] = "pt" });
        GC.KeepAlive(flat);
    }

    /// <summary>The flat vector; a file without a value head gets a value head of zeros.</summary>
    public static float[] LoadWeights(string path, ParameterLayout layout)
    {
        var file = SafetensorsFile.Load(path);
        var hasValueHead = layout.ValueHead.Any(parameter => file.Tensors.ContainsKey(parameter.Name));
        var expected = (hasValueHead ? layout.All : layout.Transformer).ToList();
        // The output matrix is tied to the embedding; some exporters store it all the same.
        RefuseOthers(path, file, [.. expected.Select(parameter => parameter.Name), "lm_head.weight"]);
        var flat = new float[layout.Length];
        foreach (var parameter in expected) Fill(path, file, parameter, "", flat);
        return flat;
    }

    /// <summary>The flat vector, zero but for the value head.</summary>
    public static float[] LoadValueHead(string path, ParameterLayout layout)
    {
        var file = SafetensorsFile.Load(path);
        RefuseOthers(path, file, [.. layout.ValueHead.Select(parameter => parameter.Name)]);
        var flat = new float[layout.Length];
        foreach (var parameter in layout.ValueHead) Fill(path, file, parameter, "", flat);
        return flat;
    }

    public static void SaveOptimizer(string path, ParameterLayout layout, AdamW optimizer)
    {
        var tensors = Tensors(layout.All, optimizer.FirstMoment, FirstMoment).Concat(Tensors(layout.All, optimizer.SecondMoment, SecondMoment));
        var steps = optimizer.Steps.ToString(CultureInfo.InvariantCulture);
        SafetensorsFile.Save(path, [.. tensors], new Dictionary<string, string> { [StepKey] = steps });
        GC.KeepAlive(optimizer);
    }

    public static void LoadOptimizer(string path, ParameterLayout layout, AdamW optimizer)
    {
        var file = SafetensorsFile.Load(path);
        if (!file.Metadata.TryGetValue(StepKey, out var text) ||
            !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var steps))
        {
            throw new InvalidDataException($"{path}: not an optimizer's state, for it has no step count.");
        }

        RefuseOthers(path, file, [.. layout.All.SelectMany(parameter => new[] { FirstMoment + parameter.Name, SecondMoment + parameter.Name })]);
        var (first, second) = (new float[layout.Length], new float[layout.Length]);
        foreach (var parameter in layout.All)
        {
            Fill(path, file, parameter, FirstMoment, first);
            Fill(path, file, parameter, SecondMoment, second);
        }

        if (second.Any(value => value < 0)) throw new InvalidDataException($"{path}: an average of squares is negative.");
        first.CopyTo(optimizer.FirstMoment.Span);
        second.CopyTo(optimizer.SecondMoment.Span);
        optimizer.Steps = steps;
    }

    private static List<SafetensorsTensor> Tensors(IEnumerable<Parameter> parameters, AlignedBuffer flat, string prefix) =>
        [.. parameters.Select(parameter => new SafetensorsTensor(prefix + parameter.Name, parameter.Shape, parameter.Of(flat.Span).ToArray()))];

    private static void RefuseOthers(string path, SafetensorsFile file, HashSet<string> expected)
    {
        var foreign = file.Tensors.Keys.FirstOrDefault(name => !expected.Contains(name));
        if (foreign is not null) throw new InvalidDataException($"{path}: the tensor \"{foreign}\" does not belong to this model.");
    }

    private static void Fill(string path, SafetensorsFile file, Parameter parameter, string prefix, float[] flat)
    {
        var name = prefix + parameter.Name;
        if (!file.Tensors.TryGetValue(name, out var tensor)) throw new InvalidDataException($"{path}: the tensor \"{name}\" is missing.");
        if (!tensor.Shape.SequenceEqual(parameter.Shape))
        {
            var (actual, needed) = (string.Join(", ", tensor.Shape), string.Join(", ", parameter.Shape));
            throw new InvalidDataException($"{path}: the tensor \"{name}\" has shape ({actual}), but this model needs ({needed}).");
        }

        if (tensor.Values.Any(value => !float.IsFinite(value)))
        {
            throw new InvalidDataException($"{path}: the tensor \"{name}\" holds a number that is not finite.");
        }

        tensor.Values.CopyTo(parameter.Of(flat.AsSpan()));
    }
}
