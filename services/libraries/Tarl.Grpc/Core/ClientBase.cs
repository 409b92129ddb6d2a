namespace Grpc.Core;

/// <summary>What generated clients have in common.</summary>
public abstract class ClientBase
{
    private readonly ClientBaseConfiguration _configuration;

    /// <summary>For fakes, whose methods are all overridden.</summary>
    protected ClientBase()
        : this(new ClientBaseConfiguration(null))
    {
    }

    protected ClientBase(ChannelBase channel)
        : this(channel.CreateCallInvoker())
    {
    }

    protected ClientBase(CallInvoker callInvoker)
        : this(new ClientBaseConfiguration(callInvoker))
    {
    }

    protected ClientBase(ClientBaseConfiguration configuration) => _configuration = configuration;

    protected CallInvoker CallInvoker =>
        _configuration.CallInvoker ?? throw new InvalidOperationException("This client was made without a call invoker.");

    /// <summary>How a client calls; generated code passes it on.</summary>
    protected internal class ClientBaseConfiguration
    {
        internal ClientBaseConfiguration(CallInvoker? callInvoker) => CallInvoker = callInvoker;

        internal CallInvoker? CallInvoker { get; }
    }
}
