using System.Text.Json;
using System.Text.Json.Nodes;
using Tarl.Contracts.Policy;
using Tarl.Sandbox.Tools;

namespace Tarl.Sandbox.Rest;

/// <summary>The OpenAPI 3.1 description of the HTTP interface; each tool's request body is the very schema that the agent is told.</summary>
internal static class OpenApiDocument
{
    private const string Schemas = """
        {
          "Problem": {
            "type": "object",
            "properties": { "status": { "type": "integer" }, "title": { "type": "string" }, "detail": { "type": "string" } } },
          "OpenSession": {
            "type": "object",
            "properties": { "dataSet": { "type": "string", "description": "The data set that the session starts from; math needs none." } } },
          "Session": {
            "type": "object", "required": ["id", "domain", "version", "tools", "guidelines"],
            "properties": {
              "id": { "type": "string" }, "domain": { "type": "string" }, "version": { "type": "string" }, "guidelines": { "type": "string" },
              "tools": { "type": "array", "items": {
                "type": "object", "required": ["name", "description", "parameters"],
                "properties": { "name": { "type": "string" }, "description": { "type": "string" }, "parameters": { "type": "object" } } } } } },
          "ToolCall": {
            "type": "object", "required": ["name", "arguments"],
            "properties": { "name": { "type": "string" }, "arguments": { "type": "object" } } },
          "ToolResult": {
            "type": "object", "required": ["text", "isError", "endsEpisode"],
            "properties": {
              "text": { "type": "string", "description": "The observation, character for character." },
              "isError": { "type": "boolean", "description": "The tool refused or failed." },
              "endsEpisode": { "type": "boolean", "description": "The call ends the conversation." } } },
          "StateChange": {
            "type": "object", "required": ["table", "id", "path"],
            "properties": {
              "table": { "type": "string" }, "id": { "type": "string" },
              "path": { "type": "array", "items": { "type": ["string", "integer"] } },
              "before": { "description": "null if there was none" }, "after": { "description": "null if there is none" } } }
        }
        """;

    public static string Text { get; } = Build().ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    private static JsonObject Build()
    {
        var paths = new JsonObject();
        var schemas = JsonNode.Parse(Schemas)!.AsObject();
        foreach (var domain in DomainCatalogue.All)
        {
            AddDomain(paths, schemas, domain);
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Tarl sandbox",
                ["version"] = "1.0.0",
                ["description"] = "One session an episode, each with its own view of a data set, and one endpoint a tool.",
                ["license"] = new JsonObject { ["name"] = "MIT (tool descriptions: τ-bench, τ²-bench)", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    private static void AddDomain(JsonObject paths, JsonObject schemas, Domain domain)
    {
        var (root, id) = ($"/{domain.Name}/{domain.VersionTag}/sessions", $"{domain.Name}_{domain.VersionTag}");
        paths[$"/{domain.Name}/sessions"] = new JsonObject
        {
            ["post"] = Operation(
                $"{domain.Name}_open", "Opens a session in the version that the data set is of.", Body(Reference("OpenSession")), "201", Reference("Session"),
                ["400", "404", "413", "503"]),
        };
        paths[root] = new JsonObject
        {
            ["post"] = Operation(
                $"{id}_open", "Opens a session.", Body(Reference("OpenSession")), "201", Reference("Session"), ["400", "404", "413", "503"]),
        };
        paths[$"{root}/{{session}}"] = new JsonObject
        {
            ["parameters"] = SessionParameter(),
            ["get"] = Operation($"{id}_describe", "The session's tools and guidelines.", null, "200", Reference("Session"), ["404"]),
            ["delete"] = Operation($"{id}_close", "Closes the session and throws its changes away.", null, "204", null, ["404"]),
        };
        paths[$"{root}/{{session}}/changes"] = new JsonObject
        {
            ["parameters"] = SessionParameter(),
            ["get"] = Operation(
                $"{id}_changes", "What the session has changed.", null, "200", ListOf("StateChange"), ["404"]),
        };
        paths[$"{root}/{{session}}/calls"] = new JsonObject
        {
            ["parameters"] = SessionParameter(),
            ["post"] = Operation(
                $"{id}_call", "Calls a tool by its name; a name that there is not is a result, too.", Body(Reference("ToolCall")), "200",
                Reference("ToolResult"), ["400", "404", "413"]),
        };
        foreach (var tool in domain.Definitions)
        {
            paths[$"{root}/{{session}}/tools/{tool.Name}"] = ToolPath(id, tool, Arguments(id, tool, schemas));
        }
    }

    // A tool's own definitions become shared schemas, because a reference starts at the document's root.
    private static JsonObject Arguments(string id, ToolDefinition tool, JsonObject schemas)
    {
        var text = tool.Parameters.GetRawText().Replace("\"#/$defs/", $"\"#/components/schemas/{id}_", StringComparison.Ordinal);
        var arguments = JsonNode.Parse(text)!.AsObject();
        if (arguments["$defs"] is JsonObject definitions)
        {
            foreach (var (name, definition) in definitions)
            {
                schemas[$"{id}_{name}"] = definition!.DeepClone();
            }

            arguments.Remove("$defs");
        }

        return arguments;
    }

    private static JsonObject ToolPath(string id, ToolDefinition tool, JsonObject arguments) => new()
    {
        ["parameters"] = SessionParameter(),
        ["post"] = Operation($"{id}_{tool.Name}", tool.Description, Body(arguments), "200", Reference("ToolResult"), ["400", "404", "413"]),
    };

    private static JsonObject Operation(string id, string description, JsonObject? body, string status, JsonNode? result, string[] problems)
    {
        var success = new JsonObject { ["description"] = "Done." };
        if (result is not null)
        {
            success["content"] = Content(result);
        }

        var responses = new JsonObject { [status] = success };
        foreach (var problem in problems)
        {
            responses[problem] = new JsonObject
            {
                ["description"] = "The request reached no tool.",
                ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = Reference("Problem") } },
            };
        }

        var operation = new JsonObject
        {
            ["operationId"] = id,
            ["summary"] = id.Replace('_', ' '),
            ["description"] = description,
            ["responses"] = responses,
        };
        if (body is not null)
        {
            operation["requestBody"] = body;
        }

        return operation;
    }

    private static JsonObject Body(JsonNode schema) => new() { ["required"] = true, ["content"] = Content(schema) };

    private static JsonObject Content(JsonNode schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Reference(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };

    private static JsonObject ListOf(string schema) => new() { ["type"] = "array", ["items"] = Reference(schema) };

    private static JsonArray SessionParameter() => new(new JsonObject
    {
        ["name"] = "session",
        ["in"] = "path",
        ["required"] = true,
        ["description"] = "The id that opening the session gave.",
        ["schema"] = new JsonObject { ["type"] = "string" },
    });
}
