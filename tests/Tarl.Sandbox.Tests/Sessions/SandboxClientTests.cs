using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Tarl.Sandbox.Tests.Sessions;

public class SandboxClientTests
{
    [Theory]
    [InlineData("../shop")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    [InlineData("shop;mode=rwc")]
    public async Task OpenAsync_NameThatIsNoPlainName_IsRefused(string name)
    {
        using var shop = new RetailShop();
        await Assert.ThrowsAsync<ArgumentException>(() => shop.Client.OpenAsync("retail", name, default).AsTask());
    }

    [Fact]
    public async Task OpenAsync_UnknownDomain_NamesTheKnownOnes()
    {
        using var shop = new RetailShop();
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => shop.Client.OpenAsync("telecom", "shop", default).AsTask());
        Assert.Contains("retail", exception.Message);
    }

    [Fact]
    public async Task OpenAsync_MissingDataSet_SaysWhere()
    {
        using var shop = new RetailShop();
        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => shop.Client.OpenAsync("retail", "absent", default).AsTask());
        Assert.Contains("absent.db", exception.Message);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(9000)]
    public async Task OpenAsync_TruncatedDataSet_IsRefused(int bytes)
    {
        using var shop = new RetailShop();
        using (var file = new FileStream(shop.DataSetPath, FileMode.Open))
        {
            Assert.True(file.Length > bytes);
            file.SetLength(bytes);
        }

        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => shop.Client.OpenAsync("retail", "shop", default).AsTask());
        Assert.Contains("damaged", exception.Message);
    }

    [Fact]
    public async Task OpenAsync_ForeignDatabase_IsRefusedAndLeftAlone()
    {
        using var shop = new RetailShop();
        var path = Path.Combine(Path.GetDirectoryName(shop.DataSetPath)!, "foreign.db");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE users (id TEXT)";
            command.ExecuteNonQuery();
        }

        var before = await File.ReadAllBytesAsync(path);
        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => shop.Client.OpenAsync("retail", "foreign", default).AsTask());
        Assert.Contains("no Tarl data set", exception.Message);
        Assert.Equal(before, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task OpenAsync_ManySessions_AllHaveDifferentIds()
    {
        using var shop = new RetailShop();
        var ids = new HashSet<string>();
        for (var i = 0; i < 1000; i++)
        {
            await using var session = shop.Client.Open("retail", "shop");
            Assert.Matches("^[0-9a-f]{32}$", session.Id);
            ids.Add(session.Id);
        }

        Assert.Equal(1000, ids.Count);

        // Of 1000 fair coins, between 380 and 620 show heads but for once in 10^13.
        var numbers = ids.Select(id => UInt128.Parse(id, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToList();
        Assert.All(Enumerable.Range(0, 128), bit => Assert.InRange(numbers.Count(number => (number >> bit & 1) == 1), 380, 620));
    }
}
