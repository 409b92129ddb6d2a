using Tarl.Messaging;
using Tarl.ServiceDefaults.Hosting;
using Tarl.Verifier;

var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus => bus.AddVerifier());
return await builder.Build().RunServiceAsync();
