using System.Text.Json;
using Tarl.Contracts.Episodes;
using Tarl.Policy.Chat;
using Tarl.Policy.Tests.Tokenization;
using Tarl.Policy.Tokenization;
using static Tarl.Policy.Tests.Chat.Conversations;

namespace Tarl.Policy.Tests.Chat;

/// <summary>Agreement with Qwen3's own Jinja template, rendered by Hugging Face's JavaScript, in text and in tokens.</summary>
public sealed class ChatReferenceTests
{
    private const string Guidelines = "# Retail agent policy\n\nConfirm before you write.";

    private const string RenderScript = """
        import { Template } from "@huggingface/jinja";
        import { readFileSync } from "node:fs";
        const { config, messages, tools } = JSON.parse(readFileSync(0));
        const template = new Template(JSON.parse(readFileSync(config)).chat_template);
        process.stdout.write(template.render({ messages, tools, add_generation_prompt: true }));
        """;

    [Fact]
    public void Episode_Schemas_IsQwen3sOwnTextAndTokens()
    {
        var reference = NodeReference.RunScript(RenderScript, JsonSerializer.Serialize(new
        {
            config = Path.Combine(NodeReference.Qwen3Folder, "tokenizer_config.json"),
            messages = Sample.Select(Message).Prepend(new { role = "system", content = Guidelines }),
            tools = Tools.Select(tool => new { type = "function", function = new { name = tool.Name, description = tool.Description, parameters = tool.Parameters } }),
        }));

        var file = Path.Combine(NodeReference.Qwen3Folder, "tokenizer.json");
        var tokenizer = Tokenizer.Load(file);
        var tokens = Episode(new ChatTemplate(tokenizer, ToolPrompt.Schemas));

        Assert.Equal(reference, tokenizer.Decode(tokens));
        Assert.Equal(NodeReference.Encode(file, [reference])[0], tokens);
    }

    private static int[] Episode(ChatTemplate template) =>
    [
        .. template.System("retail", Guidelines, Tools),
        .. template.Observations([Sample[0]]),
        .. template.AgentTurn(Sample[1]),
        .. template.Observations([Sample[2]]),
        .. template.AgentTurn(Sample[3]),
        .. template.Observations([Sample[4], Sample[5]]),
        .. template.AgentTurn(Sample[6]),
        .. template.Observations([Sample[7]]),
    ];

    private static object Message(Turn turn) => turn.Role switch
    {
        TurnRole.User => new { role = "user", content = turn.Text },
        TurnRole.Tool => new { role = "tool", content = turn.Text },
        _ when turn.Call is null => new { role = "assistant", content = turn.Text },
        _ => new { role = "assistant", content = turn.Text, tool_calls = new[] { new { name = turn.Call.Name, arguments = turn.Call.Arguments } } },
    };
}
