using Tarl.Messaging;
using Tarl.Rpc.RemoteSandbox;
using Tarl.ServiceDefaults.Hosting;
using Tarl.Verifier;

var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus => bus.AddVerifier());
builder.Services.AddRemoteSandbox();
return await builder.Build().RunServiceAsync();
