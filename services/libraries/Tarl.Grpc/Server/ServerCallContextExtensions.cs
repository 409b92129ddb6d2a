using Microsoft.AspNetCore.Http;
using Tarl.Grpc.Wire;

namespace Grpc.Core;

public static class ServerCallContextExtensions
{
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext) => ((HttpServerCall)serverCallContext).HttpContext;
}
