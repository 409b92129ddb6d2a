using Microsoft.Extensions.Hosting;
using Tarl.Messaging;
using Tarl.Verifier;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddBus(bus => bus.AddVerifier());
await builder.Build().RunAsync();
