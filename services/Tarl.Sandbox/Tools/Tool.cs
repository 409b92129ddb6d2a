using System.Text.Json;
using Tarl.Contracts.Policy;
using Tarl.Sandbox.Documents;
using Tarl.Sandbox.Storage;

namespace Tarl.Sandbox.Tools;

/// <summary>A tool: what the agent is told of it, and what it does.</summary>
internal sealed class Tool(ToolDefinition definition, BenchmarkVersion version, string pythonName, ToolBody body)
{
    // An argument may become part of a document, some levels down, which must stay readable.
    private const int LevelsAboveArguments = 16;

    private readonly ToolSignature _signature = new(pythonName, definition.Parameters);

    public ToolDefinition Definition { get; } = definition;

    /// <summary>v1 ends the episode at a transfer; v2 goes on.</summary>
    public bool EndsEpisode { get; } = version == BenchmarkVersion.V1 && definition.Name == "transfer_to_human_agents";

    /// <summary>Runs the tool; whatever the arguments are, the outcome is a result.</summary>
    public ToolOutput Run(JsonElement arguments, EpisodeView? data)
    {
        try
        {
            if (PythonJson.FromElement(arguments, LevelsAboveArguments) is not JsonMap map)
            {
                return new ToolOutput($"Error: {_signature.PythonName}() argument after ** must be a mapping", IsError: true);
            }

            return _signature.Complaint(map) is { } complaint
                ? new ToolOutput($"Error: {complaint}", IsError: true)
                : body(new ToolInvocation(version, map, data));
        }
        catch (PythonException exception)
        {
            return new ToolOutput($"Error: {exception.Message}", IsError: true);
        }
    }
}
