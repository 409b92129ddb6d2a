using Tarl.Messaging;
using Tarl.RolloutWorker;
using Tarl.Rpc.RemotePolicy;
using Tarl.Rpc.RemoteSandbox;
using Tarl.ServiceDefaults.Hosting;

var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus => bus.AddRolloutWorker());
builder.Services.AddRemotePolicy();
builder.Services.AddRemoteSandbox();
return await builder.Build().RunServiceAsync();
