using Tarl.Curriculum;
using Tarl.Messaging;
using Tarl.ServiceDefaults.Hosting;

var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus => bus.AddCurriculum());
return await builder.Build().RunServiceAsync();
