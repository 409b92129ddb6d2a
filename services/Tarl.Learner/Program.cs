using Microsoft.Extensions.DependencyInjection;
using Tarl.Learner;
using Tarl.Messaging;
using Tarl.Rpc.RemotePolicy;
using Tarl.Rpc.RemoteSandbox;
using Tarl.ServiceDefaults.Hosting;

var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus => bus.AddLearner());
builder.Services.AddRemotePolicy();
builder.Services.AddRemoteSandbox();
builder.Services.AddSingleton<AwaitedRunFolder>();
var app = builder.Build();
return await app.RunServiceAsync(first: app.Services.GetRequiredService<AwaitedRunFolder>());
