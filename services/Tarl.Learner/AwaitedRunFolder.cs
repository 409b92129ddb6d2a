using Microsoft.Extensions.Logging;

namespace Tarl.Learner;

/// <summary>The folder of a run is made by whoever conducts it, and a learner in a process of its own may be there first.</summary>
internal static partial class AwaitedRunFolder
{
    private static readonly TimeSpan PauseBetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until the folder exists, and says so once.</summary>
    public static async Task WaitAsync(string folder, ILogger logger, TimeProvider time)
    {
        for (var said = false; !Directory.Exists(folder); said = true)
        {
            if (!said)
            {
                LogWaiting(logger, folder);
            }

            await Task.Delay(PauseBetweenLooks, time);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for the run folder {Folder}, which the conductor of the run makes.")]
    private static partial void LogWaiting(ILogger logger, string folder);
}
