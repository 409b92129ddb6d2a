using System.Text;
using Tarl.Contracts.Episodes;
using Tarl.Contracts.Policy;
using Tarl.Policy.Tokenization;

namespace Tarl.Policy.Chat;

/// <summary>
/// A conversation as tokens, and the agent's tokens as a turn. System + Observations + AgentTurn + Observations + … is the whole episode;
/// each part is encoded once, on its own, and never again.
/// </summary>
public sealed class ChatTemplate
{
    private readonly Tokenizer _tokenizer;
    private readonly ChatRenderer _renderer;

    /// <exception cref="InvalidDataException">The tokenizer lacks the control tokens of ChatML.</exception>
    public ChatTemplate(Tokenizer tokenizer, ToolPrompt toolPrompt)
    {
        _tokenizer = tokenizer;
        _renderer = new(toolPrompt);
        foreach (var token in new[] { ChatRenderer.StartOfTurn, ChatRenderer.EndOfTurn })
        {
            if (!tokenizer.TryGetAddedTokenId(token, out _))
            {
                throw new InvalidDataException($"The tokenizer has no control token '{token}', which the chat template needs.");
            }
        }

        EndOfTurnToken = tokenizer.TokenId(ChatRenderer.EndOfTurn);
    }

    /// <summary>The token with which the agent ends its turn.</summary>
    public int EndOfTurnToken { get; }

    /// <summary>The first tokens of an episode.</summary>
    public int[] System(string domain, string guidelines, IReadOnlyList<ToolDefinition> tools) =>
        Encode(_renderer.System(domain, guidelines, tools));

    /// <summary>What is forced between the last end token and the agent's next turn.</summary>
    /// <exception cref="ArgumentException">One of the turns is the agent's.</exception>
    public int[] Observations(IReadOnlyList<Turn> turns) => Encode(ChatRenderer.Observations(turns));

    /// <summary>Turns of everybody as somebody remembers them, from the system message to the agent's next turn.</summary>
    public int[] Transcript(IReadOnlyList<Turn> turns)
    {
        var unanswered = turns.Reverse().TakeWhile(turn => turn.Role != TurnRole.Agent).Reverse();
        return
        [
            .. ChatRenderer.AgentTurns(turns).SelectMany(part => (int[])[.. Observations(part.Observed), .. AgentTurn(part.Turn)]),
            .. Observations([.. unanswered]),
        ];
    }

    /// <summary>What a token stands for, in UTF-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not in the vocabulary.</exception>
    public ReadOnlySpan<byte> BytesOf(int token) => _tokenizer.BytesOf(token);

    /// <summary>A demonstrated turn of the agent, end token included: its thought, then its text if it has one, else the canonical spelling of its call.</summary>
    /// <exception cref="ArgumentException">The turn is not the agent's.</exception>
    public int[] AgentTurn(Turn turn) => Encode(ChatRenderer.AgentTurn(turn));

    /// <summary>
    /// The turn that some sampled tokens make. Never throws for what a policy may write: a call that cannot be parsed gives
    /// <see cref="Turn.IsError"/> and no <see cref="Turn.Call"/>.
    /// </summary>
    public Turn ParseAgentTurn(ReadOnlySpan<int> sampled)
    {
        var ended = sampled.Length > 0 && sampled[^1] == EndOfTurnToken;
        var (thought, text) = ThoughtMarkUp.Split(_tokenizer.Decode(ended ? sampled[..^1] : sampled));
        var parsed = ToolCallMarkUp.TryParse(text, out var call);
        return new Turn
        {
            Role = TurnRole.Agent,
            Text = text,
            Thought = thought,
            Call = call,
            IsError = !parsed && ToolCallMarkUp.IsIn(text),
            SampledTokens = sampled.Length,
        };
    }

    private int[] Encode(IReadOnlyList<ChatSegment> segments)
    {
        var tokens = new List<int>();
        var text = new StringBuilder();
        foreach (var segment in segments)
        {
            if (segment.Kind is ChatSegmentKind.Control or ChatSegmentKind.Tag && _tokenizer.TryGetAddedTokenId(segment.Text, out var id))
            {
                EncodeText(text, tokens);
                tokens.Add(id);
            }
            else if (segment.Kind == ChatSegmentKind.AgentText)
            {
                EncodeText(text, tokens);
                tokens.AddRange(_tokenizer.EncodeWithMarkUp(segment.Text));
            }
            else
            {
                text.Append(segment.Text);
            }
        }

        EncodeText(text, tokens);
        return [.. tokens];
    }

    // Text between two control tokens is encoded whole, so that merges may join the template's words with what was said.
    private void EncodeText(StringBuilder text, List<int> tokens)
    {
        tokens.AddRange(_tokenizer.Encode(text.ToString()));
        text.Clear();
    }
}
