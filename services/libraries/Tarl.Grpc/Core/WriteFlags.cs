namespace Grpc.Core;

[Flags]
public enum WriteFlags
{
    /// <summary>The message can wait in a buffer for the next one.</summary>
    BufferHint = 0x1,

    NoCompress = 0x2,
}
