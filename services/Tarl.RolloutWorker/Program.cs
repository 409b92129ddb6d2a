using Tarl.Messaging;
using Tarl.RolloutWorker;
using Tarl.ServiceDefaults.Hosting;

var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus => bus.AddRolloutWorker());
return await builder.Build().RunServiceAsync();
