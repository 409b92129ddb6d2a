using Tarl.Messaging;
using Tarl.PolicyServer;
using Tarl.ServiceDefaults.Hosting;

var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus => bus.AddPolicyServer());
return await builder.Build().RunServiceAsync();
