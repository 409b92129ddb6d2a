using System.CommandLine;

namespace Tarl.Cli.Bus;

/// <summary><c>bus</c>: looks after what the services have given up.</summary>
internal static class BusCommand
{
    public static Command Create(Command errors, Command retry) => new("bus", "Shows messages that no service could handle, and sends them again") { errors, retry };
}
