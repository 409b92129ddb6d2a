using Tarl.Messaging;
using Tarl.RolloutWorker;
using Tarl.Rpc.RemotePolicy;
using Tarl.ServiceDefaults.Hosting;

var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus => bus.AddRolloutWorker());
builder.Services.AddRemotePolicy();
return await builder.Build().RunServiceAsync();
