using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Tarl.Grpc.Tests;

/// <summary>Scripts of the folder NodeClients, whose packages <c>npm install</c> in that folder brings: gRPC's own implementation for Node.</summary>
internal sealed class NodePeer : IDisposable
{
    private readonly Process _process;

    private NodePeer(string script, params string[] arguments) =>
        _process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, script), ProtoFile, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static string Folder { get; } = Find();

    private static string ProtoFile => Path.Combine(Folder, "..", "Protos", "echo.proto");

    /// <summary>The JSON that a client prints.</summary>
    public static async Task<JsonElement> CallAsync(string script, string address)
    {
        using var peer = new NodePeer(script, address);
        var error = peer._process.StandardError.ReadToEndAsync();
        var output = await peer._process.StandardOutput.ReadToEndAsync();
        await peer._process.WaitForExitAsync();
        Assert.True(peer._process.ExitCode == 0, await error);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }

    /// <summary>A server, and its address.</summary>
    public static async Task<(NodePeer Peer, string Address)> ServeAsync(string script)
    {
        var peer = new NodePeer(script);
        var port = await peer._process.StandardOutput.ReadLineAsync();
        Assert.True(int.TryParse(port, out _), $"The server printed '{port}'.");
        return (peer, $"http://127.0.0.1:{port}");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string Find([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "NodeClients");
}
