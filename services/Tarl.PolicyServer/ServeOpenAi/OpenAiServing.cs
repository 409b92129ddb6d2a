using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Rpc;
using Tarl.Rpc.Serve;
using Tarl.ServiceDefaults;

namespace Tarl.PolicyServer.ServeOpenAi;

public static class OpenAiServing
{
    /// <summary>
    /// Adds a port for clients of OpenAI's protocol, if <see cref="OpenAiOptions.ListenUrl"/> names one. Nothing else answers there, and the protocol
    /// nowhere else. Serve it with <see cref="MapOpenAi"/>.
    /// </summary>
    /// <exception cref="InvalidDataException">The address cannot be listened on, or is open to the network without a token.</exception>
    public static void AddOpenAi(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<OpenAiOptions>(OpenAiOptions.Section);
        var options = builder.Configuration.GetSection(OpenAiOptions.Section).Get<OpenAiOptions>() ?? new OpenAiOptions();
        if (string.IsNullOrEmpty(options.ListenUrl))
        {
            return;
        }

        var address = ListenAddress.Parse(OpenAiOptions.Section, options.ListenUrl);
        address.EnsureGuarded(BearerToken.From(options.Token, options.TokenFile));
        address.AddTo(builder);
        builder.Services.AddSingleton(address);
        builder.Services.AddSingleton<OpenAiEndpoint>();
    }

    /// <summary>Serves the protocol at its port, if there is one. Call it before anything else is served.</summary>
    public static void MapOpenAi(this WebApplication app)
    {
        if (app.Services.GetService<OpenAiEndpoint>() is not { } endpoint)
        {
            return;
        }

        var address = app.Services.GetRequiredService<ListenAddress>();
        app.MapWhen(context => address.IsOf(context.Connection), branch => branch.Run(endpoint.AnswerAsync));
    }
}
