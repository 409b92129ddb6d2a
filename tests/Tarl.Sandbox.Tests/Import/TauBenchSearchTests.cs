using Tarl.Sandbox.Import;

namespace Tarl.Sandbox.Tests.Import;

public sealed class TauBenchSearchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("v1/retail/orders.json", "", "retail v1")]
    [InlineData("v1/retail/orders.json", "v1", "retail v1")]
    [InlineData("v1/retail/products.json", "v1/retail", "retail v1")]
    [InlineData("tau_bench/envs/airline/data/flights.json", "", "airline v1")]
    [InlineData("data/tau2/domains/airline/db.json", "", "airline v2")]
    [InlineData("data/tau2/domains/airline/db.json", "data/tau2/domains/airline", "airline v2")]
    public void Find_PublishedLayout_FindsTheDomain(string file, string path, string found)
    {
        Add(file);

        var domain = Assert.Single(Find(path).Domains);

        Assert.Equal(found, $"{domain.Domain} {domain.Version}");
        Assert.Equal(Path.GetDirectoryName(_folder.File(file)), Path.GetFullPath(domain.Path));
    }

    [Fact]
    public void Find_Everything_IsOrderedAndForeignDomainsAreNamed()
    {
        foreach (var file in (string[])["v2/retail/db.json", "v1/retail/orders.json", "v1/airline/users.json", "v1/airline/flights.json", "v2/telecom/db.toml", "v2/mock/tasks.json", "v2/mock/policy.md"])
        {
            Add(file);
        }

        var search = Find("");

        Assert.Equal(["airline v1", "retail v1", "retail v2"], search.Domains.Select(domain => $"{domain.Domain} {domain.Version}"));
        Assert.Equal(["mock", "telecom"], search.NotImported.Select(thing => Path.GetFileName(thing.What)));
        Assert.All(search.NotImported, thing => Assert.Contains("the sandbox has no application", thing.Reason));
    }

    [Fact]
    public void Find_DomainTwice_NamesBothPlaces()
    {
        Add("a/orders.json");
        Add("b/products.json");

        var error = Assert.Throws<InvalidDataException>(() => Find(""));

        Assert.Contains("retail v1 is there more than once", error.Message);
        Assert.Contains($"'{_folder.File("a")}' and '{_folder.File("b")}'", error.Message);
    }

    [Fact]
    public void Find_NothingOfTheBenchmark_IsRefused()
    {
        Add("users.json");

        Assert.Contains("holds no retail or airline data", Assert.Throws<InvalidDataException>(() => Find("")).Message);
        Assert.Contains("There is no folder", Assert.Throws<InvalidDataException>(() => Find("nowhere")).Message);
    }

    public void Dispose() => _folder.Dispose();

    private TauBenchSearchResult Find(string path) => TauBenchImport.Find(_folder.File(path));

    private void Add(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(file))!);
        File.WriteAllText(_folder.File(file), "{}");
    }
}
