using Tarl.LanguageModels.Prompts;
using Tarl.Testing;

namespace Tarl.LanguageModels.Tests.Prompts;

public sealed class PromptTemplateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private PromptTemplate Load(string text)
    {
        File.WriteAllText(_folder.File("prompt.md"), text);
        return PromptTemplate.Load(_folder.File("prompt.md"), typeof(PromptTemplateTests).Assembly, "none", ["task", "rules"], ["task"]);
    }

    [Fact]
    public void Fill_Places_AreFilledOnceAndSplitAtTheLine()
    {
        var messages = Load("Rules: {{rules}}\n---\nTask: {{task}} {{task}} {x}").Fill(new Dictionary<string, string> { ["task"] = "{{rules}}", ["rules"] = "none\n---\nof them" });

        Assert.Equal(["Rules: none\n---\nof them", "Task: {{rules}} {{rules}} {x}"], messages);
    }

    [Theory]
    [InlineData("{{rules}}", "lacks the place {{task}}")]
    [InlineData("{{task}} {{taks}}", "{{taks}} that nothing fills")]
    public void Load_WrongPlaces_AreRefused(string text, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<InvalidDataException>(() => Load(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_NoSuchFile_SaysWhich() => Assert.Contains("nowhere.md", Assert.Throws<InvalidDataException>(
        () => PromptTemplate.Load("nowhere.md", typeof(PromptTemplateTests).Assembly, "none", [], [])).Message, StringComparison.Ordinal);
}
