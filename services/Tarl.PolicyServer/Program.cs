using Tarl.Messaging;
using Tarl.PolicyServer;
using Tarl.Rpc.Serve;
using Tarl.ServiceDefaults.Hosting;

var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus => bus.AddPolicyServer());
builder.AddGrpcServer();
var app = builder.Build();
app.MapPolicyServer();
return await app.RunServiceAsync();
