using Tarl.UserSimulator.SimulateTurn.Scripted.Domains;

namespace Tarl.UserSimulator.SimulateTurn.Scripted;

/// <summary>What a user hears in an agent's reply. Loose on purpose: the agent may phrase it in any way, or write nonsense.</summary>
internal sealed class AgentReply
{
    // A longer reply is heard by its beginning; no honest one is as long.
    private const int MaxHeardCharacters = 2000;

    private static readonly string[] Confirming =
        ["confirm", "proceed", "go ahead", "is that right", "is this right", "is that correct", "is this correct", "are you sure", "shall i", "should i", "do you want me", "would you like me"];

    private static readonly string[] Missing =
        ["cannot find", "can't find", "could not find", "couldn't find", "not found", "does not exist", "doesn't exist", "unable to find", "unable to locate", "cannot locate", "no such"];

    private static readonly string[] Refusing =
        ["cannot", "can't", "can not", "unable", "not able", "not allowed", "not possible", "not permitted", "sorry"];

    private static readonly string[] Reporting =
        ["done", "cancelled", "canceled", "returned", "exchanged", "modified", "updated", "changed", "has been", "have been", "is now", "success", "complete", "requested", "refunded", "transfer"];

    private static readonly string[] Requesting =
        ["please", "provide", "tell me", "give me", "i need", "could you", "can you", "may i", "what is", "which"];

    private readonly IDomainSpeech _speech;
    private readonly string _text;
    private readonly string[] _sentences;

    public AgentReply(string text, IDomainSpeech speech)
    {
        _speech = speech;
        _text = text.Trim().ToLowerInvariant();
        if (_text.Length > MaxHeardCharacters) _text = _text[..MaxHeardCharacters];
        _sentences = SplitSentences(_text);
    }

    public bool IsEmpty => _text.Length == 0;

    public bool AsksToConfirm => _text.Contains("yes/no", StringComparison.Ordinal)
        || _sentences.Any(sentence => (IsQuestion(sentence) || sentence.Contains("please", StringComparison.Ordinal))
            && Has(sentence, Confirming) && !Has(sentence, _speech.Topics[0].Words));

    public bool SaysNotFound => Has(_text, Missing);

    /// <summary>True if what was not found seems to be an order or a reservation rather than a user.</summary>
    public bool SpeaksOfSubject => _text.Contains(_speech.SubjectWord, StringComparison.Ordinal);

    public bool Refuses => Has(_text, Refusing);

    public bool Reports => Has(_text, Reporting);

    /// <summary>The facts asked for, by name.</summary>
    public IReadOnlyList<string> AsksFor()
    {
        var questions = _sentences.Where(sentence => IsQuestion(sentence) || Has(sentence, Requesting)).ToList();
        return [.. _speech.Topics.Where(topic => questions.Any(question => Has(question, topic.Words))).Select(topic => topic.Fact)];
    }

    /// <summary>True if the reply could answer the question that the user has asked.</summary>
    public bool Answers(string intent) => _speech.Answers(intent, _text);

    public bool SameAs(AgentReply other) => string.Equals(_text, other._text, StringComparison.Ordinal);

    private static bool Has(string text, string[] words) => words.Any(word => text.Contains(word, StringComparison.Ordinal));

    private static bool IsQuestion(string sentence) => sentence.EndsWith('?');

    // A full stop within a number or an email is no end.
    private static string[] SplitSentences(string text)
    {
        var sentences = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('.' or '!' or '?' or '\n') || (i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1]))) continue;
            sentences.Add(text[start..(i + 1)]);
            start = i + 1;
        }

        sentences.Add(text[start..]);
        return [.. sentences.Select(sentence => sentence.Trim()).Where(sentence => sentence.Length > 0)];
    }
}
