namespace Tarl.Contracts.Policy;

/// <summary>The worker's way to a policy server: one conversation an episode.</summary>
public interface IPolicyClient
{
    /// <summary>Opens a conversation; its first tokens are the system message with the guidelines and tools.</summary>
    ValueTask<IPolicyConversation> OpenAsync(OpenConversation request, CancellationToken cancellationToken);
}
