using Tarl.Messaging;
using Tarl.ServiceDefaults.Hosting;
using Tarl.UserSimulator;

var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus => bus.AddUserSimulator());
return await builder.Build().RunServiceAsync();
