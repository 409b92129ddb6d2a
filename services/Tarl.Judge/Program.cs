using Tarl.Judge;
using Tarl.Messaging;
using Tarl.ServiceDefaults.Hosting;

var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus => bus.AddJudge());
return await builder.Build().RunServiceAsync();
