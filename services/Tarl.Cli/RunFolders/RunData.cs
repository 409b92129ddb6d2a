using Tarl.Sandbox.GenerateDataSet;
using Tarl.ServiceDefaults.CpuAccounting;

namespace Tarl.Cli.RunFolders;

/// <summary>The data and tasks of a run, generated or imported.</summary>
internal static class RunData
{
    /// <summary>Makes a domain's data and tasks unless they are there: for the run's own domain those that it trains on, for another those that it would.</summary>
    /// <returns>The folder that they lie in.</returns>
    public static string Ensure(RunFolder folder, RunSettings settings, string domain)
    {
        var data = domain == settings.Domain ? folder.DataFolder : folder.OtherDataFolder(domain);
        if (File.Exists(RunFolder.HeldOutTasksIn(data)))
        {
            return data;
        }

        using var charge = CpuLedger.For(CpuAccount.Other);
        if (settings.Data is { } imported && domain == settings.Domain)
        {
            new ImportedTrainingData(imported).CopyTo(folder);
            return data;
        }

        DataSetGenerator.Generate(
            new DataSetOptions
            {
                Domain = domain,
                Users = settings.Users,
                TrainingTasks = settings.TrainingTasks,
                HeldOutTasks = settings.HeldOutTasks,
                MathShare = settings.MathShare,
                Mix = Enum.Parse<TaskMix>(settings.TaskMix, ignoreCase: true),
            },
            settings.Seed,
            data);
        return data;
    }
}
