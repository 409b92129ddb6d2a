using Grpc.Core;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Contracts.Policy.V1;
using LedgerReference = Tarl.Contracts.Policy.LedgerReference;
using SampledTurn = Tarl.Contracts.Policy.SampledTurn;
using Turn = Tarl.Contracts.Episodes.Turn;

namespace Tarl.Rpc.RemotePolicy;

/// <summary>A conversation on a stream of its own. To cancel one of its turns is to end it.</summary>
internal sealed class RemoteConversation : IPolicyConversation
{
    private readonly Uri _address;
    private readonly AsyncDuplexStreamingCall<GenerateRequest, GenerateResponse> _call;

    private RemoteConversation(Uri address, AsyncDuplexStreamingCall<GenerateRequest, GenerateResponse> call) => (_address, _call) = (address, call);

    public static async Task<RemoteConversation> OpenAsync(
        PolicyReplica replica, Contracts.Policy.V1.OpenConversation request, DateTime deadline, CancellationToken cancellationToken)
    {
        var conversation = new RemoteConversation(replica.Address, replica.Client.Generate(deadline: deadline, cancellationToken: CancellationToken.None));
        try
        {
            await conversation.AskAsync(
                new GenerateRequest { Open = request }, GenerateResponse.StepOneofCase.Opened, cancellationToken);
            return conversation;
        }
        catch
        {
            await conversation.DisposeAsync();
            throw;
        }
    }

    public async ValueTask<SampledTurn> SampleAsync(IReadOnlyList<Turn> observations, CancellationToken cancellationToken)
    {
        var message = new Observations();
        message.Turns.AddRange(observations.Select(turn => turn.ToWire()));
        var response = await AskAsync(new GenerateRequest { Observe = message }, GenerateResponse.StepOneofCase.Turn, cancellationToken);
        return response.Turn.ToContract();
    }

    public async ValueTask<LedgerReference> CompleteAsync(CancellationToken cancellationToken)
    {
        var response = await AskAsync(
            new GenerateRequest { Complete = new CompleteConversation() }, GenerateResponse.StepOneofCase.Completed, cancellationToken);
        return response.Completed.ToContract();
    }

    public ValueTask DisposeAsync()
    {
        _call.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<GenerateResponse> AskAsync(GenerateRequest request, GenerateResponse.StepOneofCase answer, CancellationToken cancellationToken)
    {
        try
        {
            await _call.RequestStream.WriteAsync(request, cancellationToken);
            if (await _call.ResponseStream.MoveNext(cancellationToken) && _call.ResponseStream.Current.StepCase == answer)
            {
                return _call.ResponseStream.Current;
            }

            throw new RpcException(new Status(StatusCode.Internal, $"The conversation went on with something else than {answer}."));
        }
        catch (RpcException failure)
        {
            throw PolicyServerException.From(failure, _address, cancellationToken);
        }
    }
}
