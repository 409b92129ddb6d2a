using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tarl.Grpc.Wire;

/// <summary>Makes an endpoint of every method that generated code lists.</summary>
internal sealed class EndpointBinder<TService>(IEndpointRouteBuilder builder) : ServiceBinderBase
    where TService : class
{
    private readonly ServerCallRunner _runner = ActivatorUtilities.CreateInstance<ServerCallRunner>(builder.ServiceProvider);
    private readonly ObjectFactory<TService> _create = ActivatorUtilities.CreateFactory<TService>([]);

    public List<IEndpointConventionBuilder> Endpoints { get; } = [];

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var invoke = Open<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>(method, typeof(TRequest), typeof(ServerCallContext));
        Map(method, async (service, call) =>
        {
            var request = await call.Requests(method.RequestMarshaller).ReadOnlyAsync();
            await call.Responses(method.ResponseMarshaller).WriteLastAsync(await invoke(service, request, call));
        });
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var invoke = Open<Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>>(
            method, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        Map(method, async (service, call) =>
            await call.Responses(method.ResponseMarshaller).WriteLastAsync(await invoke(service, call.Requests(method.RequestMarshaller), call)));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var invoke = Open<Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        Map(method, async (service, call) =>
        {
            var request = await call.Requests(method.RequestMarshaller).ReadOnlyAsync();
            await invoke(service, request, call.Responses(method.ResponseMarshaller), call);
        });
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var invoke = Open<Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        Map(method, (service, call) => invoke(service, call.Requests(method.RequestMarshaller), call.Responses(method.ResponseMarshaller), call));
    }

    /// <summary>The service's override as a delegate that takes the service object first.</summary>
    private static TDelegate Open<TDelegate>(IMethod method, params Type[] parameters)
        where TDelegate : Delegate => typeof(TService).GetMethod(method.Name, parameters)!.CreateDelegate<TDelegate>();

    private void Map(IMethod method, Func<TService, HttpServerCall, Task> play) =>
        Endpoints.Add(builder.MapPost(method.FullName, (RequestDelegate)(context => _runner.RunAsync(context, method.FullName, call => PlayAsync(call, play))))
            .WithDisplayName($"gRPC - {method.FullName}"));

    private async Task PlayAsync(HttpServerCall call, Func<TService, HttpServerCall, Task> play)
    {
        var service = _create(call.HttpContext.RequestServices, null);
        try
        {
            await play(service, call);
        }
        finally
        {
            await DisposeAsync(service);
        }
    }

    private static async ValueTask DisposeAsync(TService service)
    {
        if (service is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            (service as IDisposable)?.Dispose();
        }
    }
}
