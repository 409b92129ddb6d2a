using Tarl.Sandbox.Import;

namespace Tarl.Sandbox.Tests.Import;

public sealed class DataSetStagingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Folder => _folder.File("data-sets");

    [Fact]
    public void Dispose_BeforeComplete_LeavesNothing()
    {
        using (var staging = new DataSetStaging(Folder, replace: false))
        {
            File.WriteAllText(Path.Combine(staging.Add("a"), "half"), "");
        }

        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void Complete_SeveralDataSets_AreAllThereAndNothingElse()
    {
        Make("a", replace: false, "1");
        Make("b", replace: false, "1");

        Assert.Equal(["a", "b"], Directory.EnumerateFileSystemEntries(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Add_KnownName_IsRefusedUnlessItIsToBeReplaced()
    {
        Make("a", replace: false, "old");

        Assert.Contains("There is a data set", Assert.Throws<InvalidDataException>(() => Make("a", replace: false, "new")).Message);
        Assert.Equal("old", File.ReadAllText(Path.Combine(Folder, "a", "mark")));
        Make("a", replace: true, "new");
        Assert.Equal("new", File.ReadAllText(Path.Combine(Folder, "a", "mark")));
        Assert.Equal(["a"], Directory.EnumerateFileSystemEntries(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Add_NameOfSomethingElse_IsNeverReplaced()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "thesis"));

        Assert.Contains("is no data set", Assert.Throws<InvalidDataException>(() => Make("thesis", replace: true, "new")).Message);
        Assert.True(Directory.Exists(Path.Combine(Folder, "thesis")));
    }

    public void Dispose() => _folder.Dispose();

    private void Make(string name, bool replace, string mark)
    {
        using var staging = new DataSetStaging(Folder, replace);
        var folder = staging.Add(name);
        File.WriteAllText(Path.Combine(folder, "mark"), mark);
        File.WriteAllText(Path.Combine(folder, ImportedDataSet.FileName), "{}");
        staging.Complete();
    }
}
