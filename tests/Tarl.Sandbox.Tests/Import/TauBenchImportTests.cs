using Tarl.Sandbox.Import;

namespace Tarl.Sandbox.Tests.Import;

public class TauBenchImportTests
{
    [Theory]
    [InlineData("telecom", null, "telecom")]
    [InlineData("retail", null, "products.json")]
    [InlineData("retail", "{\"products\": {", "db.json")]
    [InlineData("retail", "{\"products\": {}}", "no table 'users'")]
    [InlineData("retail", "{\"products\": {\"1\": 5}, \"users\": {}, \"orders\": {}}", "row '1' that is no object")]
    public void ImportDatabase_NotTheBenchmarksFiles_SaysWhyAndKeepsTheOldDataSet(string domain, string? database, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("old.db"), "old");
        if (database is not null)
        {
            File.WriteAllText(folder.File("db.json"), database);
        }

        var exception = Assert.Throws<InvalidDataException>(() => TauBenchImport.ImportDatabase(folder.Path, domain, folder.File("old.db")));

        Assert.Contains(message, exception.Message);
        Assert.Equal("old", File.ReadAllText(folder.File("old.db")));
        Assert.False(File.Exists(folder.File("old.db.partial")));
    }
}
