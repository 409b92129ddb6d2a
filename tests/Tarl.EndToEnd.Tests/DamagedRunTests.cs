using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Tarl.EndToEnd.Tests;

[Collection(nameof(TinyRun))]
public sealed class DamagedRunTests(TinyRun run)
{
    private const string Newest = "checkpoints/000003/";

    [Theory]
    [InlineData("run.json", "does not describe a run")]
    [InlineData(Newest + "model.safetensors", "model.safetensors")]
    [InlineData(Newest + "optimizer.safetensors", "optimizer.safetensors")]
    [InlineData(Newest + "value_head.safetensors", "value_head.safetensors")]
    [InlineData(Newest + "tokenizer.json", "tokenizer.json")]
    [InlineData(Newest + "config.json", "config.json")]
    [InlineData("episodes.db", "episodes.db")]
    [InlineData("data/retail.db", "retail.db")]
    [InlineData("data/train.jsonl", "train.jsonl")]
    [InlineData("data/heldout.jsonl", "heldout.jsonl")]
    [InlineData("metrics.jsonl", "metrics.jsonl is damaged")]
    public async Task Resume_FileCutInHalf_IsRefusedAndNothingIsOverwritten(string file, string sentence)
    {
        using var copy = Unevaluated();
        Halve(copy.In(file));

        await AssertRefusedAsync(copy, sentence, "train", "--resume");
    }

    [Theory]
    [InlineData("run.json", "does not describe a run")]
    [InlineData(Newest + "model.safetensors", "model.safetensors")]
    [InlineData(Newest + "tokenizer.json", "tokenizer.json")]
    [InlineData("episodes.db", "episodes.db")]
    [InlineData("data/retail.db", "retail.db")]
    [InlineData("data/heldout.jsonl", "heldout.jsonl")]
    public async Task Evaluate_FileCutInHalf_IsRefusedAndNothingIsOverwritten(string file, string sentence)
    {
        using var copy = Unevaluated();
        Halve(copy.In(file));

        await AssertRefusedAsync(copy, sentence, "evaluate");
    }

    [Theory]
    [InlineData("episodes.db", "another program's database")]
    [InlineData("data/retail.db", "no Tarl data set")]
    public async Task Resume_ForeignDatabase_IsRefusedAndNothingIsOverwritten(string file, string sentence)
    {
        using var copy = Unevaluated();
        File.Delete(copy.In(file));
        CreateForeignDatabase(copy.In(file));

        await AssertRefusedAsync(copy, sentence, "train", "--resume");
    }

    [Fact]
    public async Task Show_EpisodesCutInHalf_IsRefused()
    {
        using var copy = Unevaluated();
        Halve(copy.In("episodes.db"));

        await AssertRefusedAsync(copy, "not a readable episode store", "show");
    }

    [Fact]
    public async Task EvaluateAndResume_ModelThatDoesNotFitItsTokenizer_IsRefused()
    {
        using var copy = Unevaluated();
        var path = copy.In(Newest + "tokenizer.json");
        var tokenizer = JsonNode.Parse(File.ReadAllText(path))!;
        var more = tokenizer["added_tokens"]![0]!.DeepClone();
        more["content"] = "<|one token too many|>";
        more["id"] = tokenizer["model"]!["vocab"]!.AsObject().Max(token => (int)token.Value!) + tokenizer["added_tokens"]!.AsArray().Count + 1;
        tokenizer["added_tokens"]!.AsArray().Add(more);
        File.WriteAllText(path, tokenizer.ToJsonString());

        await AssertRefusedAsync(copy, "tokenizer", "evaluate");
        await AssertRefusedAsync(copy, "tokenizer", "train", "--resume");
    }

    /// <summary>A run whose last evaluation is still to be made.</summary>
    private Folder Unevaluated()
    {
        var copy = Folder.CopyOf(run.Path);
        File.Delete(copy.In("evaluation-trained.json"));
        File.Delete(copy.In("summary.json"));
        return copy;
    }

    private static async Task AssertRefusedAsync(Folder folder, string sentence, params string[] command)
    {
        var before = folder.Contents();
        (await TarlProcess.RunAsync([.. command, "--run", folder.Path])).RefusedWith(sentence);
        Assert.Equal(before, folder.Contents());
    }

    private static void Halve(string path)
    {
        using var file = new FileStream(path, FileMode.Open);
        file.SetLength(file.Length / 2);
    }

    private static void CreateForeignDatabase(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE guests (name TEXT)";
        command.ExecuteNonQuery();
    }
}
