using System.ComponentModel.DataAnnotations;
using Tarl.Contracts.Curriculum;
using Tarl.Sandbox.GenerateTasks;
using Tarl.Sandbox.Retail.GenerateTasks.Shop;

namespace Tarl.Sandbox.Retail.GenerateTasks;

/// <summary>Makes retail tasks with their ground truth from a shop's data.</summary>
public static class RetailTaskGenerator
{
    /// <summary>
    /// Training and held-out tasks that share neither users nor orders. Every task differs from all others, so that there can be
    /// fewer than asked for where the data do not hold enough. The same seed gives the same tasks.
    /// </summary>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public static (IReadOnlyList<TaskSpec> Train, IReadOnlyList<TaskSpec> HeldOut) Generate(RetailData data, RetailTaskOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var domain = new RetailTaskDomain(options);
        return new TaskSetGenerator<Customer, Shopfront>(domain, RetailKinds.All(domain, options)).Generate(
            RetailDataReader.Read(data),
            new TaskSetSize(options.DataSet, options.TrainTasks, options.HeldOutTasks, options.HeldOutUserShare),
            seed);
    }
}
