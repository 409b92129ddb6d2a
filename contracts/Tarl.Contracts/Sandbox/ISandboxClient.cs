namespace Tarl.Contracts.Sandbox;

/// <summary>The way to a sandbox: one session an episode, each with its own view of a data set.</summary>
public interface ISandboxClient
{
    /// <param name="domain">Whose tools the session offers.</param>
    /// <param name="dataSet">The data that the session starts from.</param>
    ValueTask<ISandboxSession> OpenAsync(string domain, string dataSet, CancellationToken cancellationToken);
}
