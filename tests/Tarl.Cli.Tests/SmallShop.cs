using System.Diagnostics;
using System.Text.Json.Nodes;
using Tarl.Cli.RunFolders;
using Tarl.Sandbox.Retail;

namespace Tarl.Cli.Tests;

/// <summary>A temporary folder with a shop of one user in τ-bench's form (v1), and the built command line to work on it.</summary>
internal sealed class SmallShop : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tarl-cli-").FullName;

    public SmallShop()
    {
        Directory.CreateDirectory(Path.Combine(Data, "v1", "retail"));
        Table("products", "{}");
        Table("users", """
            {"ann_li_1111": {"name": {"first_name": "Ann", "last_name": "Li"}, "address": {"address1": "1 Elm Street", "address2": "", "city": "Denver", "state": "CO", "country": "USA", "zip": "80201"}, "email": "ann@example.com",
              "payment_methods": {"gift_card_1": {"source": "gift_card", "balance": 64, "id": "gift_card_1"}}, "orders": ["#W1"]}}
            """);
        Table("orders", """
            {"#W1": {"order_id": "#W1", "user_id": "ann_li_1111", "address": {}, "items": [], "fulfillments": [], "status": "pending",
              "payment_history": [{"transaction_type": "payment", "amount": 10.5, "payment_method_id": "gift_card_1"}]}}
            """);
    }

    public string Data => In("data");

    public string[] Files => [.. Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public string In(string name) => Path.Combine(_folder, name);

    /// <summary>Makes what a run's folder has of this shop: its settings and the data set.</summary>
    public void WriteRun(string name)
    {
        Directory.CreateDirectory(Path.Combine(In(name), "data"));
        RunSettings.Default.Save(Path.Combine(In(name), "run.json"));
        var data = new RetailData { Products = Rows("products"), Users = Rows("users"), Orders = Rows("orders") };
        RetailDataStore.Write(data, Path.Combine(In(name), "data", "retail.db"));
    }

    /// <summary>Runs <c>replay</c> in the folder, on its shop unless the arguments say otherwise.</summary>
    public Task<CommandResult> ReplayAsync(params string[] arguments) =>
        RunAsync(["replay", .. arguments, .. arguments.Contains("--data") || arguments.Contains("--run") ? [] : (string[])["--data", "data"]]);

    /// <summary>Runs a command in the folder.</summary>
    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tarl.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, output, await errors);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Table(string name, string rows) => File.WriteAllText(TablePath(name), rows);

    private JsonObject Rows(string name) => JsonNode.Parse(File.ReadAllText(TablePath(name)))!.AsObject();

    private string TablePath(string name) => Path.Combine(Data, "v1", "retail", name + ".json");
}
