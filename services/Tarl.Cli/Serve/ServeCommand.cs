using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Spectre.Console;
using Tarl.Cli.Evaluate;
using Tarl.Cli.HostServices;
using Tarl.Cli.Output;
using Tarl.Cli.RunFolders;
using Tarl.Contracts.Training;
using Tarl.Learner.PublishCheckpoint;
using Tarl.Policy.Chat;
using Tarl.PolicyServer;
using Tarl.PolicyServer.Generate;
using Tarl.PolicyServer.ServeOpenAi;
using Tarl.PolicyServer.ServeWeights;

namespace Tarl.Cli.Serve;

/// <summary><c>serve</c>: a trained policy for clients of OpenAI's protocol.</summary>
internal sealed class ServeCommand
{
    private const string DefaultUrl = "http://127.0.0.1:5081";
    private const string UrlKey = $"{OpenAiOptions.Section}:{nameof(OpenAiOptions.ListenUrl)}";
    private const string ModelKey = $"{OpenAiOptions.Section}:{nameof(OpenAiOptions.ModelName)}";

    private readonly Option<string?> _run = new("--run") { Description = "The run whose policy answers (default: the newest below runs/)", HelpName = "DIR" };
    private readonly CheckpointChoice _checkpoint = new();
    private readonly Option<string?> _listen = new("--listen")
    {
        Description = $"Where: http://127.0.0.1:5081, https:// with a certificate; host *: every interface, which takes a key in OpenAi__Token or OpenAi__TokenFile (default {DefaultUrl})",
        HelpName = "URL",
    };

    private readonly Option<string?> _model = new("--model") { Description = "What clients call the policy (default tarl)", HelpName = "NAME" };

    private ServeCommand()
    {
    }

    public static Command Create()
    {
        var options = new ServeCommand();
        var command = new Command("serve", "Answers clients of OpenAI's protocol (/v1/chat/completions) with a trained policy, until Ctrl-C") { options._run, options._listen, options._model };
        options._checkpoint.AddTo(command);
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        // The handler of Ctrl-C is installed once the command has yielded for the first time.
        await Task.Yield();
        var console = CommandConsole.Create(json: false);
        var folder = RunFolder.OpenOrLatest(arguments.GetValue(_run));
        var checkpoint = _checkpoint.Find(arguments, folder);
        await using var app = Build(arguments, RunSettings.Load(folder.SettingsPath), console);
        app.Services.GetRequiredService<WeightStore>().Load(checkpoint.Published);
        await app.StartAsync(cancellationToken);
        var model = app.Services.GetRequiredService<IOptions<OpenAiOptions>>().Value.ModelName;
        console.Messages.WriteLine($"Version {checkpoint.Version} of {folder.Path} answers as the model {model} at {app.Urls.Single()}/v1. Ctrl-C ends.");

        // To be stopped is how it ends.
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.StopAsync(CancellationToken.None);
        return 0;
    }

    private WebApplication Build(ParseResult arguments, RunSettings settings, CommandConsole console)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        CommandHost.AddBasics(builder, console);
        builder.Configuration.AddSets(settings.Set);
        builder.Configuration.AddInMemoryCollection(FromEnvironment(OpenAiOptions.Section).Concat(FromEnvironment("Kestrel")));
        builder.Configuration[UrlKey] = arguments.GetValue(_listen) ?? builder.Configuration[UrlKey] ?? DefaultUrl;
        if (arguments.GetValue(_model) is { } model)
        {
            builder.Configuration[ModelKey] = model;
        }

        builder.WebHost.UseUrls(builder.Configuration[UrlKey]!);
        builder.Services.AddPolicySampling().Configure<PolicyServerOptions>(server => server.Threads = settings.Threads);
        builder.AddOpenAi();
        builder.Services.AddOptions<OpenAiOptions>().Configure<IOptions<PolicyServerOptions>>((openAi, server) =>
        {
            // As it was trained.
            if (server.Value.ToolPrompt == ToolPrompt.Signatures && openAi.SystemMessage.Length == 0)
            {
                openAi.SystemMessage = settings.Domain;
            }
        });
        var app = builder.Build();
        app.MapOpenAi();
        return app;
    }

    private static IEnumerable<KeyValuePair<string, string?>> FromEnvironment(string section) =>
        new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(section).AsEnumerable().Where(setting => setting.Value is not null);
}
