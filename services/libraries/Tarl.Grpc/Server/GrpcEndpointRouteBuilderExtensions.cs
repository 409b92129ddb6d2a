using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using Tarl.Grpc.Wire;

namespace Microsoft.AspNetCore.Builder;

public static class GrpcEndpointRouteBuilderExtensions
{
    /// <summary>Serves a class derived from a generated base class; it is made anew for every call.</summary>
    /// <exception cref="InvalidOperationException">The class derives from no generated base class.</exception>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder builder)
        where TService : class
    {
        var bind = FindBindMethod(typeof(TService));
        var binder = new EndpointBinder<TService>(builder);
        bind.Invoke(null, [binder, null]);
        UnknownMethod.Map(builder);
        return new GrpcServiceEndpointConventionBuilder(binder.Endpoints);
    }

    private static MethodInfo FindBindMethod(Type service)
    {
        for (var type = service; type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } attribute)
            {
                return attribute.BindType.GetMethod(attribute.BindMethodName, [typeof(ServiceBinderBase), type])!;
            }
        }

        throw new InvalidOperationException($"{service} derives from no class that was generated for a gRPC service.");
    }
}
