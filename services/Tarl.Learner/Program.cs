using Tarl.Learner;
using Tarl.Messaging;
using Tarl.ServiceDefaults.Hosting;

var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus => bus.AddLearner());
return await builder.Build().RunServiceAsync();
