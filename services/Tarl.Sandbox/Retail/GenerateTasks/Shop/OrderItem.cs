namespace Tarl.Sandbox.Retail.GenerateTasks.Shop;

/// <param name="PriceText">The price as the tools print it.</param>
internal sealed record OrderItem(string Name, string ProductId, string ItemId, double Price, string PriceText);
