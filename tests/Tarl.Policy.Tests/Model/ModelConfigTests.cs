using System.Text.Json.Nodes;
using Tarl.Policy.Model;
using Tarl.Policy.Tests.Engines;

namespace Tarl.Policy.Tests.Model;

public sealed class ModelConfigTests
{
    // The config.json of Qwen/Qwen3-0.6B.
    private const string Qwen3 = """
        {
          "architectures": ["Qwen3ForCausalLM"], "attention_bias": false, "attention_dropout": 0.0, "bos_token_id": 151643,
          "eos_token_id": 151645, "head_dim": 128, "hidden_act": "silu", "hidden_size": 1024, "initializer_range": 0.02,
          "intermediate_size": 3072, "max_position_embeddings": 40960, "max_window_layers": 28, "model_type": "qwen3",
          "num_attention_heads": 16, "num_hidden_layers": 28, "num_key_value_heads": 8, "rms_norm_eps": 1e-06, "rope_scaling": null,
          "rope_theta": 1000000, "sliding_window": null, "tie_word_embeddings": true, "torch_dtype": "bfloat16",
          "transformers_version": "4.51.0", "use_cache": true, "use_sliding_window": false, "vocab_size": 151936
        }
        """;

    [Fact]
    public void Load_PublishedQwen3_ReadsItsSizes()
    {
        var expected = new ModelConfig
        {
            VocabSize = 151936,
            HiddenSize = 1024,
            Layers = 28,
            Heads = 16,
            KeyValueHeads = 8,
            HeadSize = 128,
            IntermediateSize = 3072,
            RopeTheta = 1e6,
            RmsNormEpsilon = 1e-6,
            MaxPositions = 40960,
        };

        Assert.Equal(expected, Loaded(Qwen3));
    }

    [Theory]
    [InlineData("model_type", "\"llama\"", "model_type must be \"qwen3\", but is \"llama\".")]
    [InlineData("tie_word_embeddings", "false", "tie_word_embeddings must be true: a separate output matrix is not supported.")]
    [InlineData("rope_scaling", "{}", "rope_scaling is not supported.")]
    [InlineData("rope_parameters", "{\"rope_type\":\"yarn\"}", "rope_type \"yarn\" is not supported.")]
    [InlineData("num_key_value_heads", "3", "num_attention_heads (16) must be a multiple of num_key_value_heads (3).")]
    [InlineData("head_dim", "7", "head_dim must be even, but is 7.")]
    [InlineData("vocab_size", "\"many\"", "vocab_size must be an integer.")]
    [InlineData("hidden_size", "0", "hidden_size must be positive, but is 0.")]
    [InlineData("rms_norm_eps", "-1", "rms_norm_eps must be positive, but is -1.")]
    public void Load_UnsupportedModel_SaysWhy(string key, string value, string sentence)
    {
        var json = JsonNode.Parse(Qwen3)!.AsObject();
        json[key] = JsonNode.Parse(value);

        Assert.EndsWith(sentence, Assert.Throws<InvalidDataException>(() => Loaded(json.ToJsonString())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"model_type\":")]
    [InlineData("{\"model_type\":\"qwen3\",\"model_type\":\"qwen3\"}")]
    public void Load_NotAConfiguration_IsRefused(string text) => Assert.Throws<InvalidDataException>(() => Loaded(text));

    [Fact]
    public void Load_RopeParametersOfNewerFiles_AreRead()
    {
        var json = JsonNode.Parse(Qwen3)!.AsObject();
        json.Remove("rope_theta");
        json["rope_parameters"] = new JsonObject { ["rope_theta"] = 5000.0, ["rope_type"] = "default" };

        Assert.Equal(5000, Loaded(json.ToJsonString()).RopeTheta);
    }

    private static ModelConfig Loaded(string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("config.json"), json);
        return ModelConfig.Load(folder.File("config.json"));
    }
}
