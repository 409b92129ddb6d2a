using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tarl.ServiceDefaults.Hosting;

namespace Tarl.Learner;

/// <summary>The run's folder, for a learner in a process of its own, which may be there first.</summary>
internal sealed class AwaitedRunFolder(IOptions<LearnerOptions> options, ILogger<Prerequisite> logger, TimeProvider time) : Prerequisite(logger, time)
{
    protected override string What => $"the run folder {options.Value.RunFolder}, which the conductor of the run makes";

    protected override ValueTask<bool> IsThereAsync(CancellationToken cancellationToken) => new(Directory.Exists(options.Value.RunFolder));
}
