using System.ComponentModel.DataAnnotations;
using System.Text;

namespace Tarl.Policy.Tokenization;

/// <summary>
/// Trains a byte-level BPE for very short sequences: numbers are cut into groups of two digits, and by default everything between them may merge freely,
/// across words and JSON punctuation, so that a whole tool call up to its id can be one token. The same texts give the same tokenizer.
/// </summary>
public sealed class TokenizerTrainer(TokenizerTrainerOptions options)
{
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">The vocabulary cannot hold what is guaranteed, or a guaranteed piece would be cut by the split pattern.</exception>
    public Tokenizer Train(IEnumerable<string> texts)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        if (options.SpecialTokens.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("A special token is empty.");
        }

        var splitter = new PieceSplitter([options.SplitPattern]);
        var vocabulary = new GrowingVocabulary(options.SpecialTokens);
        var corpus = new SymbolCorpus(CountPieces(texts, splitter), vocabulary.ByteIds);
        AddGuaranteedPieces(corpus, vocabulary, splitter);
        AddFrequentPairs(corpus, vocabulary);
        return new Tokenizer(new TokenizerDefinition
        {
            Vocabulary = vocabulary.Ids,
            Merges = vocabulary.Merges,
            AddedTokens = [.. options.SpecialTokens.Select((content, id) => new AddedToken(id, content, IsSpecial: true))],
            SplitPatterns = [options.SplitPattern],
        });
    }

    private Dictionary<string, int> CountPieces(IEnumerable<string> texts, PieceSplitter splitter)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts.SelectMany(text => text.Split([.. options.SpecialTokens], StringSplitOptions.RemoveEmptyEntries)))
        {
            foreach (var range in splitter.Split(text))
            {
                var piece = text[range];
                counts[piece] = counts.GetValueOrDefault(piece) + 1;
            }
        }

        return counts;
    }

    private void AddGuaranteedPieces(SymbolCorpus corpus, GrowingVocabulary vocabulary, PieceSplitter splitter)
    {
        foreach (var piece in options.GuaranteedPieces)
        {
            if (splitter.Split(piece).Count != 1)
            {
                throw new ArgumentException($"'{piece}' cannot be guaranteed: the split pattern cuts it.");
            }

            // What earlier merges make of the piece is joined from the left.
            var symbols = vocabulary.Encode(Encoding.UTF8.GetBytes(piece));
            for (var i = 1; i < symbols.Length; i++)
            {
                var merged = vocabulary.Merge(symbols[0], symbols[i]);
                corpus.Merge(symbols[0], symbols[i], merged);
                symbols[0] = merged;
            }
        }

        if (vocabulary.Count > options.VocabSize)
        {
            throw new ArgumentException($"A vocabulary of {options.VocabSize} cannot hold the {vocabulary.Count} tokens that are guaranteed.");
        }
    }

    private void AddFrequentPairs(SymbolCorpus corpus, GrowingVocabulary vocabulary)
    {
        while (vocabulary.Count < options.VocabSize
            && corpus.TryTakeMostFrequent(options.MinPairCount, IsAllowed, out var left, out var right))
        {
            corpus.Merge(left, right, vocabulary.Merge(left, right));
        }

        bool IsAllowed(int left, int right) =>
            vocabulary.LengthInBytes(left) + vocabulary.LengthInBytes(right) <= options.MaxTokenBytes
            && !vocabulary.WouldMakeSpecial(left, right);
    }
}
