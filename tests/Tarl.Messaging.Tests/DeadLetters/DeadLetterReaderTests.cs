using System.Text;
using RabbitMQ.Client;
using Tarl.Messaging.DeadLetters;

namespace Tarl.Messaging.Tests.DeadLetters;

public sealed class DeadLetterReaderTests
{
    private static DeadLetter Read(string body, params (string Name, object? Value)[] headers) => DeadLetterReader.Read(
        "q_error",
        new BasicProperties { MessageId = "m1", Headers = headers.ToDictionary(header => header.Name, header => header.Value) },
        Encoding.UTF8.GetBytes(body));

    [Fact]
    public void Read_FaultOfMassTransit_SaysWhatAndWhy()
    {
        var letter = Read(
            """{"messageType": ["urn:message:Tarl.Contracts.Episodes:EpisodeCompleted"], "message": {"episodeId": "e7"}}""",
            ("MT-Fault-Timestamp", "2026-01-02T03:04:05Z"u8.ToArray()), ("MT-Fault-ExceptionType", "System.IO.IOException"u8.ToArray()),
            ("MT-Fault-Message", "Schlüssel"u8.ToArray()), ("Tarl-Sent-Again", 2));

        Assert.Equal(
            new DeadLetter
            {
                Queue = "q_error",
                Id = "m1",
                MessageType = "EpisodeCompleted",
                EpisodeId = "e7",
                FailedAt = "2026-01-02T03:04:05Z",
                ExceptionType = "System.IO.IOException",
                ExceptionMessage = "Schlüssel",
                TimesFailed = 3,
            },
            letter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[1]")]
    [InlineData("7")]
    [InlineData("""{"messageType": "x", "message": 4}""")]
    [InlineData("""{"messageType": [], "message": {"episodeId": 5}}""")]
    [InlineData("""{"messageType": [3]}""")]
    public void Read_SomebodyElsesMessage_IsUnknown(string body)
    {
        var letter = Read(body, ("Tarl-Sent-Again", "many"));
        Assert.Equal(("unknown", null, null, 1), (letter.MessageType, letter.EpisodeId, letter.ExceptionType, letter.TimesFailed));
    }

    [Fact]
    public void Read_NoHeadersAtAll_IsUnknown()
    {
        var letter = DeadLetterReader.Read("q_error", new BasicProperties(), ReadOnlyMemory<byte>.Empty);
        Assert.Equal(("", "unknown", 1), (letter.Id, letter.MessageType, letter.TimesFailed));
    }
}
