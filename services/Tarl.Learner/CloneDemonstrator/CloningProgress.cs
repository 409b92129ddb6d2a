using System.Text.Json;
using Tarl.Policy.Engines;

namespace Tarl.Learner.CloneDemonstrator;

/// <summary>The saved state of an unfinished cloning, so that it goes on exactly where it was.</summary>
public sealed class CloningProgress(string folder)
{
    /// <summary>The progress of a run's cloning.</summary>
    public static CloningProgress Of(string runFolder) => new(Path.Combine(runFolder, "cloning"));

    /// <summary>The steps that need not be taken again.</summary>
    /// <exception cref="InvalidDataException">What was saved is damaged.</exception>
    public int SavedSteps => File.Exists(StatePath) ? ReadState().Step : 0;

    private string StatePath => Path.Combine(folder, "state.json");

    /// <summary>Loads what was saved last into the engine.</summary>
    /// <returns>The steps taken and tokens seen; 0 and 0 if nothing was saved.</returns>
    /// <exception cref="InvalidDataException">What was saved is damaged.</exception>
    public (int Step, long Tokens) Restore(IPolicyEngine engine)
    {
        if (!File.Exists(StatePath))
        {
            return (0, 0);
        }

        var state = ReadState();
        engine.LoadWeights(WeightsPath(state.Step));
        engine.LoadOptimizer(OptimizerPath(state.Step));
        return (state.Step, state.Tokens);
    }

    public void Save(IPolicyEngine engine, int step, long tokens)
    {
        Directory.CreateDirectory(folder);
        engine.SaveWeights(WeightsPath(step));
        engine.SaveOptimizer(OptimizerPath(step));

        // The state names the files that belong to it: until it is replaced, the older ones are in force.
        File.WriteAllText(StatePath + ".unfinished", JsonSerializer.Serialize(new State(step, tokens)));
        File.Move(StatePath + ".unfinished", StatePath, overwrite: true);
        foreach (var file in Directory.EnumerateFiles(folder, "*.safetensors").Where(file => file != WeightsPath(step) && file != OptimizerPath(step)))
        {
            File.Delete(file);
        }
    }

    public void Delete()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private State ReadState()
    {
        try
        {
            return JsonSerializer.Deserialize<State>(File.ReadAllText(StatePath)) ?? throw new JsonException("it is empty");
        }
        catch (JsonException damage)
        {
            throw new InvalidDataException(
                $"{StatePath} is damaged ({damage.Message.TrimEnd('.')}); delete the folder {folder} to clone again from the start.", damage);
        }
    }

    private string WeightsPath(int step) => Path.Combine(folder, $"model-{step}.safetensors");

    private string OptimizerPath(int step) => Path.Combine(folder, $"optimizer-{step}.safetensors");

    private sealed record State(int Step, long Tokens);
}
