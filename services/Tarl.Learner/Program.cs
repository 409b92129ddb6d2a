using Tarl.Learner;
using Tarl.Messaging;
using Tarl.Rpc.RemotePolicy;
using Tarl.ServiceDefaults.Hosting;

var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus => bus.AddLearner());
builder.Services.AddRemotePolicy();
return await builder.Build().RunServiceAsync();
