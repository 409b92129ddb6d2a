using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;
using Tarl.Sandbox.Sessions;

namespace Tarl.Sandbox.Mcp;

/// <summary>One session over standard input and output, for an MCP client that starts the sandbox itself: <c>mcp-stdio DOMAIN DATASET</c>.</summary>
internal static class StdioMcpServer
{
    /// <returns>The exit status: 0, or 1 if the session could not be opened.</returns>
    public static async Task<int> RunAsync(string domain, string dataSet, string[] args)
    {
        try
        {
            await ServeAsync(domain, dataSet, args);
            return 0;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidDataException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static async Task ServeAsync(string domain, string dataSet, string[] args)
    {
        IConfiguration settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        await using var services = new ServiceCollection().AddSingleton(settings).AddSandboxSessions().BuildServiceProvider();
        await using var session = services.GetRequiredService<SandboxClient>().Open(domain, dataSet);

        // Standard output carries the protocol, so nothing is logged there.
        await using var transport = new StdioServerTransport(SandboxMcpServer.Options(session), NullLoggerFactory.Instance);
        await using var server = SandboxMcpServer.Create(session, transport, NullLoggerFactory.Instance);
        await server.RunAsync();
    }
}
