using System.Text.Json.Nodes;
using MassTransit;
using Tarl.Cli.Conform.Messages;
using Tarl.Contracts.Episodes;

namespace Tarl.Cli.Conform.Suites;

/// <summary>What a judge and a verifier have in common: for every completed episode they publish one opinion.</summary>
/// <typeparam name="TOpinion">What is published.</typeparam>
/// <param name="queue">Where the service reads episodes.</param>
/// <param name="answer">What must come for an episode, in words.</param>
/// <param name="example">An ordinary episode.</param>
/// <param name="check">Throws if an opinion is none of this episode.</param>
/// <param name="failureOf">Why there is no opinion; null if there is one.</param>
internal sealed class EpisodeCases<TOpinion>(
    string queue, string answer, Func<Guid, EpisodeCompleted> example, Action<EpisodeCompleted, TOpinion> check, Func<TOpinion, string?> failureOf)
{
    private const int AtOnce = 32;

    public IEnumerable<ConformanceCase> All()
    {
        yield return Case("valid", $"an ordinary episode → {answer}", example);
        yield return Case("no-agent-turns", $"an episode that ended before the agent spoke → {answer}", id => example(id) with { Turns = [], Changes = [] });
        yield return Case("step-limit", $"an episode of 30 steps that was cut off → {answer}", Long);
        yield return Case("unknown-tool", $"a call of a tool that nobody knows, with odd arguments → {answer}", UnknownTool);
        yield return Case("unparsable-call", $"a call that could not be parsed → {answer}", Unparsable);
        yield return Case("empty-text", $"turns without text → {answer}", id => Script(id).User("").Agent("").User("").End());
        yield return Case("huge-turn", $"a turn of half a megabyte → {answer}; or failure set", id => Said(id, HostileText.Huge), mayFail: true);
        yield return Case("unicode", $"text of all scripts, control characters and mark-up → {answer}", id => Said(id, HostileText.Unicode));
        yield return Raw("unknown-fields", $"fields that nobody knows, in envelope, message and turns → {answer}", UnknownFields);
        yield return Raw(
            "minimal-envelope", $"an envelope with messageType and message alone → {answer}",
            (_, episode) => Envelope.Minimal(typeof(EpisodeCompleted), Envelope.Body(episode)));
        yield return Raw("null-fields", $"optional fields that are null → {answer}", NullFields);
        yield return new()
        {
            Name = "failed-episode",
            Expects = $"an episode that failed at a boundary → one {typeof(TOpinion).Name} with failure set: it has no opinion of what did not happen",
            Play = FailedAsync,
        };
        yield return new()
        {
            Name = "redelivery",
            Expects = "an episode that is delivered twice → the same again word for word, or nothing the second time",
            Play = RedeliveryAsync,
        };
        yield return new() { Name = "concurrent", Expects = $"{AtOnce} episodes at once → for each {answer}", Play = ConcurrentAsync };
    }

    /// <summary>A case of one episode.</summary>
    /// <param name="mayFail">Whether a service may be unable to have an opinion of it, as one with a model that reads only so much.</param>
    public ConformanceCase Case(string name, string expects, Func<Guid, EpisodeCompleted> episode, Action<TOpinion>? further = null, bool mayFail = false) => new()
    {
        Name = name,
        Expects = expects,
        Play = async (service, cancellationToken) =>
        {
            var opinion = await AskAsync(service, episode(NewId.NextGuid()), cancellationToken, mayFail);
            further?.Invoke(opinion);
        },
    };

    /// <summary>An ordinary episode has its opinion.</summary>
    public Task LivesOnAsync(ServiceOnBus service, CancellationToken cancellationToken) => AskAsync(service, example(NewId.NextGuid()), cancellationToken);

    private static Func<Reply, bool> About(EpisodeCompleted episode) => reply => reply.Has("episodeId", episode.EpisodeId);

    private static ScriptedEpisode Script(Guid id) => new(id, ExampleMessages.RefusalTask);

    private ConformanceCase Raw(string name, string expects, Func<ServiceOnBus, EpisodeCompleted, JsonObject> envelope) => new()
    {
        Name = name,
        Expects = expects,
        Play = async (service, cancellationToken) =>
        {
            var episode = example(NewId.NextGuid());
            await service.SendEnvelopeAsync(queue, envelope(service, episode), cancellationToken);
            Read(episode, await service.Replies.HearOneAsync(About(episode), cancellationToken));
        },
    };

    private async Task<TOpinion> AskAsync(ServiceOnBus service, EpisodeCompleted episode, CancellationToken cancellationToken, bool mayFail = false)
    {
        await service.SendAsync(queue, episode, cancellationToken);
        return Read(episode, await service.Replies.HearOneAsync(About(episode), cancellationToken), mayFail);
    }

    private TOpinion Read(EpisodeCompleted episode, Reply reply, bool mayFail = false)
    {
        var opinion = reply.Read<TOpinion>();
        if (episode.StopReason != StopReason.Failed && !mayFail && failureOf(opinion) is { } failure)
        {
            throw new NonconformityException($"no opinion, but the failure \"{failure}\"");
        }

        check(episode, opinion);
        return opinion;
    }

    private async Task FailedAsync(ServiceOnBus service, CancellationToken cancellationToken)
    {
        var failure = new EpisodeFailure { Boundary = Boundary.User, Message = "The user simulator did not answer." };
        var episode = Script(NewId.NextGuid()).User("Hello.").End(StopReason.Failed, failure);
        if (failureOf(await AskAsync(service, episode, cancellationToken)) is null) throw new NonconformityException("an opinion without failure");
    }

    private async Task RedeliveryAsync(ServiceOnBus service, CancellationToken cancellationToken)
    {
        var episode = example(NewId.NextGuid());
        await service.SendAsync(queue, episode, cancellationToken);
        await service.Replies.HearOneAsync(About(episode), cancellationToken);
        await service.SendAsync(queue, episode, cancellationToken);

        // When this one has its opinion, the second delivery has had its time.
        await LivesOnAsync(service, cancellationToken);
        var replies = await service.Replies.HearAsync(About(episode), 1, cancellationToken);
        if (replies.Count > 2) throw new NonconformityException($"{replies.Count} messages after two deliveries");
        if (replies.Select(reply => reply.Message.GetRawText()).Distinct().Count() > 1)
        {
            throw new NonconformityException($"another answer the second time: {replies[0].Message} and then {replies[1].Message}");
        }
    }

    private async Task ConcurrentAsync(ServiceOnBus service, CancellationToken cancellationToken)
    {
        var episodes = Enumerable.Range(0, AtOnce).Select(number => number % 2 == 0 ? example(NewId.NextGuid()) : Long(NewId.NextGuid())).ToList();
        foreach (var episode in episodes)
        {
            await service.SendAsync(queue, episode, cancellationToken);
        }

        var replies = await service.Replies.HearEachAsync([.. episodes.Select(episode => About(episode))], cancellationToken);
        foreach (var (episode, reply) in episodes.Zip(replies))
        {
            Read(episode, reply);
        }
    }

    /// <summary>User and agent say the same.</summary>
    private static EpisodeCompleted Said(Guid id, string text) => Script(id).User(text).Agent(text).User("Thanks.").End();

    private static EpisodeCompleted Long(Guid id)
    {
        var script = Script(id).User("I want to cancel my order.");
        for (var step = 0; step < 30; step++)
        {
            script.Agent(ScriptedEpisode.Call("get_order_details", $$"""{"order_id": "#W{{step:D7}}"}"""), "Error: order not found", isError: true);
        }

        return script.End(StopReason.StepLimit);
    }

    private static EpisodeCompleted UnknownTool(Guid id) => Script(id)
        .User("Hello.")
        .Agent(ScriptedEpisode.Call("launch_rocket", """{"": null, "a": [[[[{"b": 1e308}]]]], "c": -0.0, "d": 123456789012345678901234567890}"""), "Error: unknown tool", isError: true)
        .Agent(ScriptedEpisode.Call("", "{}"), "Error: unknown tool", isError: true)
        .Agent("I cannot do that.")
        .User("Thanks.")
        .End();

    private static EpisodeCompleted Unparsable(Guid id) => Script(id)
        .User("Hello.")
        .Add(new Turn { Role = TurnRole.Agent, Text = "<tool_call>{\"name\": \"get_order", IsError = true, SampledTokens = 9 })
        .Add(new Turn { Role = TurnRole.Tool, Text = "Error: the call cannot be parsed", IsError = true })
        .Agent("Good bye.")
        .User("Thanks.")
        .End();

    private JsonObject UnknownFields(ServiceOnBus service, EpisodeCompleted episode)
    {
        var body = Envelope.Body(episode);
        body["mood"] = new JsonObject { ["episodeId"] = "not this one" };
        foreach (var turn in body["turns"]!.AsArray())
        {
            turn!["audio"] = new JsonArray(1, 2, 3);
        }

        var envelope = service.Envelope(queue, typeof(EpisodeCompleted), body);
        envelope["messageType"]!.AsArray().Add("urn:message:Somebody.Else:EpisodeCompletedAndMore");
        envelope["priority"] = 9;
        return envelope;
    }

    private JsonObject NullFields(ServiceOnBus service, EpisodeCompleted episode)
    {
        var body = Envelope.Body(episode);
        foreach (var field in (string[])["failure", "ledger"])
        {
            body[field] = null;
        }

        foreach (var turn in body["turns"]!.AsArray().Where(turn => turn!["call"] is null))
        {
            turn!["call"] = null;
        }

        return service.Envelope(queue, typeof(EpisodeCompleted), body);
    }
}
