using Tarl.Messaging;
using Tarl.PolicyServer;
using Tarl.PolicyServer.ServeOpenAi;
using Tarl.Rpc.Serve;
using Tarl.ServiceDefaults.Hosting;

var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus => bus.AddPolicyServer());
builder.AddGrpcServer();
builder.AddOpenAi();
var app = builder.Build();
app.MapOpenAi();
app.MapPolicyServer();
return await app.RunServiceAsync();
