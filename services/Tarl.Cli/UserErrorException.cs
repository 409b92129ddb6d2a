namespace Tarl.Cli;

/// <summary>Something the user can put right; the message is one sentence for them.</summary>
public sealed class UserErrorException : Exception
{
    public UserErrorException(string message)
        : base(message)
    {
    }

    public UserErrorException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
