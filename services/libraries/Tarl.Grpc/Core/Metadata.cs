using System.Collections;
using System.Text;

namespace Grpc.Core;

/// <summary>Headers or trailers of a call, in order; keys are lower case, and those that end in <c>-bin</c> have bytes for values.</summary>
public sealed class Metadata : IList<Metadata.Entry>
{
    public const string BinaryHeaderSuffix = "-bin";

    public static readonly Metadata Empty = new(isReadOnly: true);

    private readonly List<Entry> _entries = [];

    public Metadata()
    {
    }

    private Metadata(bool isReadOnly) => IsReadOnly = isReadOnly;

    public int Count => _entries.Count;

    public bool IsReadOnly { get; }

    public Entry this[int index]
    {
        get => _entries[index];
        set => Writable()[index] = value;
    }

    public void Add(Entry item) => Writable().Add(item);

    public void Add(string key, string value) => Add(new Entry(key, value));

    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    /// <summary>The last entry with that key; null if there is none.</summary>
    public Entry? Get(string key) => _entries.FindLast(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    public string? GetValue(string key) => Get(key)?.Value;

    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    public IEnumerable<Entry> GetAll(string key) => _entries.Where(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    public void Insert(int index, Entry item) => Writable().Insert(index, item);

    public void RemoveAt(int index) => Writable().RemoveAt(index);

    public bool Remove(Entry item) => Writable().Remove(item);

    public void Clear() => Writable().Clear();

    public int IndexOf(Entry item) => _entries.IndexOf(item);

    public bool Contains(Entry item) => _entries.Contains(item);

    public void CopyTo(Entry[] array, int arrayIndex) => _entries.CopyTo(array, arrayIndex);

    public IEnumerator<Entry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<Entry> Writable() => IsReadOnly ? throw new InvalidOperationException("Object is read only") : _entries;

    /// <summary>One header.</summary>
    public class Entry
    {
        private readonly string? _value;
        private readonly byte[]? _bytes;

        /// <exception cref="ArgumentException">The key is not made of letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, or is one for bytes.</exception>
        public Entry(string key, string value)
        {
            Key = Normalize(key, binary: false);
            _value = value ?? throw new ArgumentNullException(nameof(value));
        }

        /// <exception cref="ArgumentException">The key is not made of letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, or does not end in <c>-bin</c>.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalize(key, binary: true);
            _bytes = [.. valueBytes];
        }

        public string Key { get; }

        /// <exception cref="InvalidOperationException">The entry holds bytes.</exception>
        public string Value => _value ?? throw new InvalidOperationException("Cannot access string value of a binary metadata entry");

        public byte[] ValueBytes => _bytes is null ? Encoding.ASCII.GetBytes(_value!) : [.. _bytes];

        public bool IsBinary => _bytes is not null;

        public override string ToString() => IsBinary ? $"[Entry: key={Key}, {_bytes!.Length} bytes]" : $"[Entry: key={Key}, value={_value}]";

        internal static bool IsKey(string key) => key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

        private static string Normalize(string key, bool binary)
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            if (!IsKey(key))
            {
                throw new ArgumentException($"'{key}' is no metadata key: it may hold letters, digits, '.', '_' and '-'.", nameof(key));
            }

            if (key.EndsWith(BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase) != binary)
            {
                throw new ArgumentException($"The key '{key}' {(binary ? "must end" : "must not end")} in {BinaryHeaderSuffix} for such a value.", nameof(key));
            }

            return key.ToLowerInvariant();
        }
    }
}
