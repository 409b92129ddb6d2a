using System.ComponentModel.DataAnnotations;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tarl.Contracts.Episodes;
using Tarl.UserSimulator.SimulateTurn.Http;
using Tarl.UserSimulator.Tests.SimulateTurn.Scripted;

namespace Tarl.UserSimulator.Tests.SimulateTurn.Http;

public class HttpUserTests
{
    private static readonly SimulateUserTurn Question = new()
    {
        EpisodeId = Guid.Empty,
        Task = Dialogues.Task(Dialogues.Cancel()),
        Dialogue = [new Utterance { Role = TurnRole.User, Text = "Hello." }, new Utterance { Role = TurnRole.Agent, Text = "Grüße!" }],
        Seed = ulong.MaxValue,
    };

    [Fact]
    public async Task Reply_EndpointThatAnswers_IsAskedAsTheContractSays()
    {
        JsonNode? asked = null;
        await using var endpoint = await UserEndpoint.StartAsync(async context =>
        {
            asked = await JsonNode.ParseAsync(context.Request.Body);
            await context.Response.WriteAsync("""{"text": "Bye.", "stop": true, "mood": "good"}""");
        });

        Assert.Equal(new UserTurnSimulated { Text = "Bye.", Stop = true }, await AskAsync(endpoint.Address));
        Assert.Equal("""[{"role":"User","text":"Hello."},{"role":"Agent","text":"Gr\u00FC\u00DFe!"}]""", asked!["dialogue"]!.ToJsonString());
        Assert.Equal("18446744073709551615", asked["seed"]!.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("Hello.")]
    [InlineData("""{"text": "Hello."}""")]
    [InlineData("""{"text": null, "stop": false}""")]
    [InlineData("""{"text": "Hello.", "stop": "no"}""")]
    public async Task Reply_AnswerIsNoTurn_SaysSo(string answer)
    {
        await using var endpoint = await UserEndpoint.StartAsync(context => context.Response.WriteAsync(answer));

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => AskAsync(endpoint.Address));

        Assert.StartsWith($"The user at {endpoint.Address} does not answer a UserTurnSimulated: ", error.Message);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task Reply_NoSuccess_SaysWhichStatus(int status)
    {
        await using var endpoint = await UserEndpoint.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(endpoint.Address));

        Assert.Equal($"The user at {endpoint.Address} cannot be asked: it answers {status}", error.Message);
    }

    [Fact]
    public async Task Reply_AnswerWithoutEnd_IsCutOff()
    {
        await using var endpoint = await UserEndpoint.StartAsync(async context =>
        {
            var chunk = new byte[1 << 16];
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
        });

        Assert.StartsWith($"The user at {endpoint.Address} cannot be asked: ", (await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(endpoint.Address))).Message);
    }

    [Fact]
    public async Task Reply_EndpointThatHangs_TimesOut()
    {
        await using var endpoint = await UserEndpoint.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        var error = await Assert.ThrowsAsync<TimeoutException>(() => AskAsync(endpoint.Address, timeout: "00:00:00.2"));

        Assert.Equal($"The user at {endpoint.Address} does not answer within 00:00:00.2000000.", error.Message);
    }

    [Fact]
    public async Task Consume_NobodyAtTheAddress_FaultsInsteadOfInventing()
    {
        // Bound and not listening: nobody else can take the port.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        var address = $"http://{socket.LocalEndPoint}/";
        var settings = new Dictionary<string, string?> { ["UserSimulator:Kind"] = "Http", ["HttpUser:Address"] = address };
        await using var provider = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddMassTransitTestHarness(bus => bus.AddUserSimulator())
            .BuildServiceProvider(true);
        var harness = await provider.StartTestHarness();

        var fault = await Assert.ThrowsAsync<RequestFaultException>(() => harness.GetRequestClient<SimulateUserTurn>().GetResponse<UserTurnSimulated>(Question));

        Assert.Contains($"The user at {address} cannot be asked", fault.Message);
    }

    [Theory]
    [InlineData("localhost:8090")]
    [InlineData("ftp://localhost/")]
    [InlineData("http://name:secret@localhost/")]
    public void Options_AddressIsNoneToPostTo_IsRefusedWithoutRepeatingIt(string address)
    {
        var options = new HttpUserOptions { Address = address };
        var problem = Assert.Single(options.Validate(new ValidationContext(options)));
        Assert.DoesNotContain("secret", problem.ErrorMessage);
    }

    private static async Task<UserTurnSimulated> AskAsync(string address, string timeout = "00:00:30")
    {
        using var user = new HttpUser(new HttpUserOptions { Address = address, Timeout = TimeSpan.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture) });
        return await user.ReplyAsync(Question, CancellationToken.None);
    }
}
