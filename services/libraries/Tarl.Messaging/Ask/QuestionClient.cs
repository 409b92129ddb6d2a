using MassTransit;
using MassTransit.Mediator;
using Polly;
using Tarl.Messaging.Publish;

namespace Tarl.Messaging.Ask;

/// <summary>Asks the consumer that <see cref="Answering"/> has added, in this process or another.</summary>
/// <param name="clients"><see cref="Answering.GetQuestionClients"/></param>
public sealed class QuestionClient<TQuestion>(IClientFactory clients)
    where TQuestion : class
{
    private static readonly ResiliencePipeline WhileTransportFails = new ResiliencePipelineBuilder().AddRetry(TransportFailure.Retry).Build();

    private readonly IRequestClient<TQuestion> _client = clients.CreateRequestClient<TQuestion>();

    // The mediator loses nothing: what it throws is what went wrong in answering, after the consumer's own retries.
    private readonly bool _canBeLost = clients is not IMediator;

    /// <summary>Asks, and over a broker asks again if question or answer were lost; until it is answered or cancelled.</summary>
    /// <param name="patience">How long one question is waited for over a broker; it is worthless afterwards, and expires in its queue.</param>
    public async Task<TAnswer> AskAsync<TAnswer>(TQuestion question, TimeSpan patience, CancellationToken cancellationToken)
        where TAnswer : class =>
        _canBeLost
            ? await WhileTransportFails.ExecuteAsync(
                async attempt => (await _client.GetResponse<TAnswer>(question, attempt, RequestTimeout.After(ms: (int)patience.TotalMilliseconds))).Message,
                cancellationToken)
            : (await _client.GetResponse<TAnswer>(question, cancellationToken, RequestTimeout.None)).Message;
}
