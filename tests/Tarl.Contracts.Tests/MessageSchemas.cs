using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Tarl.Contracts.Tests;

/// <summary>The contracts as JSON Schema (2020-12), with what they say of themselves as descriptions.</summary>
internal static class MessageSchemas
{
    public static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    /// <summary>What every message is wrapped in.</summary>
    public static JsonObject Envelope { get; } = JsonNode.Parse(
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Envelope",
          "description": "What every message is wrapped in on the wire: MassTransit's envelope. Unknown fields are to be passed over.",
          "type": "object",
          "required": ["messageType", "message"],
          "properties": {
            "messageId": { "type": "string", "format": "uuid", "description": "Another one for every message." },
            "conversationId": { "type": ["string", "null"], "format": "uuid", "description": "That of the message which this one follows from." },
            "correlationId": { "type": ["string", "null"], "format": "uuid" },
            "initiatorId": { "type": ["string", "null"], "format": "uuid" },
            "requestId": { "type": ["string", "null"], "format": "uuid", "description": "On a request; the reply carries the same." },
            "sourceAddress": { "type": ["string", "null"], "format": "uri" },
            "destinationAddress": { "type": ["string", "null"], "format": "uri" },
            "responseAddress": { "type": ["string", "null"], "format": "uri", "description": "On a request: the exchange that the reply goes to is the last part of the path." },
            "faultAddress": { "type": ["string", "null"], "format": "uri" },
            "messageType": { "type": "array", "minItems": 1, "items": { "type": "string" }, "description": "urn:message:NAMESPACE:NAME; a consumer takes what has its message among them." },
            "message": { "type": "object", "description": "The message itself, by its own schema." },
            "expirationTime": { "type": ["string", "null"], "format": "date-time", "description": "Nobody waits any longer." },
            "sentTime": { "type": ["string", "null"], "format": "date-time" },
            "headers": { "type": ["object", "null"] },
            "host": { "type": ["object", "null"], "description": "Who has sent it; for people." }
          }
        }
        """)!.AsObject();

    public static JsonObject Of(Type message)
    {
        var schema = Json.GetJsonSchemaAsNode(message, Exporter).AsObject();
        var whole = new JsonObject { ["$schema"] = Dialect, ["title"] = message.Name };
        foreach (var (name, value) in schema.ToList())
        {
            schema.Remove(name);
            whole[name] = value;
        }

        return whole;
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        var property = context.PropertyInfo?.AttributeProvider as PropertyInfo;
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var description = property is not null ? XmlDocumentation.Of(property) ?? XmlDocumentation.Of(type) : XmlDocumentation.Of(type);
        if (schema is not JsonObject rules)
        {
            // "true": anything.
            if (description is null || context.Path.Length == 0) return schema;
            rules = [];
        }

        if (property?.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            rules["minimum"] = (int)range.Minimum;
            rules["maximum"] = (int)range.Maximum;
        }
        else if (type == typeof(ulong))
        {
            rules["minimum"] = 0;
        }

        if (description is not null) rules.Insert(0, "description", description);
        return rules;
    }
}
