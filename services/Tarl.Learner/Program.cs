using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tarl.Learner;
using Tarl.Messaging;
using Tarl.Rpc.RemotePolicy;
using Tarl.Rpc.RemoteSandbox;
using Tarl.ServiceDefaults.Hosting;

var builder = ServiceHost.CreateBuilder(args);
builder.AddBus(bus => bus.AddLearner());
builder.Services.AddRemotePolicy();
builder.Services.AddRemoteSandbox();
var app = builder.Build();
await AwaitedRunFolder.WaitAsync(app.Services.GetRequiredService<IOptions<LearnerOptions>>().Value.RunFolder, app.Logger, TimeProvider.System);
return await app.RunServiceAsync();
