using System.ComponentModel.DataAnnotations;
using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.Airline.GenerateTasks.Network;
using Tarl.Sandbox.GenerateTasks;

namespace Tarl.Sandbox.Airline.GenerateTasks;

/// <summary>Makes airline tasks with their ground truth from an airline's data.</summary>
public static class AirlineTaskGenerator
{
    /// <summary>
    /// Training and held-out tasks that share neither users nor reservations. Every task differs from all others, so that there can be
    /// fewer than asked for where the data do not hold enough. The same seed gives the same tasks.
    /// </summary>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public static (IReadOnlyList<TaskSpec> Train, IReadOnlyList<TaskSpec> HeldOut) Generate(AirlineData data, AirlineTaskOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var domain = new AirlineTaskDomain();
        return new TaskSetGenerator<Traveller, RouteNetwork>(domain, AirlineKinds.All(domain, options)).Generate(
            AirlineDataReader.Read(data),
            new TaskSetSize(options.DataSet, options.TrainTasks, options.HeldOutTasks, options.HeldOutUserShare),
            seed);
    }
}
