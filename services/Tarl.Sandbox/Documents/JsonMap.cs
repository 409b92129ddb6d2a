using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Tarl.Sandbox.Documents;

/// <summary>
/// A JSON object that keeps its key order, as a Python dict does. Values are <see cref="JsonMap"/>, <see cref="JsonList"/>, string, bool, null,
/// or a number: long or BigInteger where the text has no point or exponent, double otherwise. The two kinds print differently and stay different.
/// </summary>
/// <remarks>Rows have few keys, so they are searched one by one; only a large map has an index.</remarks>
internal sealed class JsonMap : IReadOnlyCollection<KeyValuePair<string, object?>>
{
    private const int IndexedFrom = 24;

    private KeyValuePair<string, object?>[] _entries;
    private int _count;
    private Dictionary<string, int>? _index;

    public JsonMap()
        : this(4)
    {
    }

    public JsonMap(int capacity) => _entries = new KeyValuePair<string, object?>[capacity];

    public int Count => _count;

    public IEnumerable<string> Keys => this.Select(entry => entry.Key);

    public IEnumerable<object?> Values => this.Select(entry => entry.Value);

    /// <summary>Python's KeyError if the key is missing; setting an existing key keeps its place.</summary>
    public object? this[string key]
    {
        get => TryGetValue(key, out var value) ? value : throw new PythonException(PythonText.Repr(key));
        set
        {
            var position = Find(key);
            if (position >= 0)
            {
                _entries[position] = new(key, value);
            }
            else
            {
                Append(key, value);
            }
        }
    }

    public bool ContainsKey(string key) => Find(key) >= 0;

    public bool TryGetValue(string key, out object? value)
    {
        var position = Find(key);
        value = position >= 0 ? _entries[position].Value : null;
        return position >= 0;
    }

    /// <summary>The object under a key.</summary>
    public bool TryGetMap(string key, [NotNullWhen(true)] out JsonMap? map)
    {
        map = TryGetValue(key, out var value) ? value as JsonMap : null;
        return map is not null;
    }

    public void Remove(string key)
    {
        var position = Find(key);
        if (position >= 0)
        {
            Array.Copy(_entries, position + 1, _entries, position, --_count - position);
            _entries[_count] = default;
            _index = null;
        }
    }

    /// <summary>The object under a key that the data always has.</summary>
    public JsonMap Map(string key) => this[key] as JsonMap ?? throw new PythonException($"'{key}' is not an object");

    /// <summary>The list under a key that the data always has.</summary>
    public JsonList List(string key) => this[key] as JsonList ?? throw new PythonException($"'{key}' is not a list");

    /// <summary>The text under a key that the data always has.</summary>
    public string Text(string key) => this[key] as string ?? throw new PythonException($"'{key}' is not a string");

    /// <summary>The same object with null under each key that it lacks.</summary>
    public JsonMap WithKeys(params IReadOnlyList<string> keys)
    {
        foreach (var key in keys.Where(key => !ContainsKey(key)))
        {
            Append(key, null);
        }

        return this;
    }

    /// <summary>A new object of the entries of this one, then those of another, whose values win.</summary>
    public JsonMap MergedWith(JsonMap other)
    {
        var merged = new JsonMap(_count + other._count);
        Array.Copy(_entries, merged._entries, _count);
        merged._count = _count;
        foreach (var (key, value) in other)
        {
            merged[key] = value;
        }

        return merged;
    }

    /// <summary>A new object of these keys only, in this order.</summary>
    public JsonMap Select(params IReadOnlyList<string> keys)
    {
        var selected = new JsonMap(keys.Count);
        foreach (var key in keys)
        {
            selected[key] = this[key];
        }

        return selected;
    }

    /// <summary>A copy that shares nothing that can change.</summary>
    public JsonMap Clone()
    {
        var clone = new JsonMap(_count) { _count = _count };
        for (var i = 0; i < _count; i++)
        {
            clone._entries[i] = new(_entries[i].Key, JsonList.CloneValue(_entries[i].Value));
        }

        return clone;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < _count; i++)
        {
            yield return _entries[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Append(string key, object? value)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, int.Max(4, _count * 2));
        }

        _index?.Add(key, _count);
        _entries[_count++] = new(key, value);
    }

    private int Find(string key)
    {
        if (_count >= IndexedFrom)
        {
            return Index().TryGetValue(key, out var position) ? position : -1;
        }

        for (var i = 0; i < _count; i++)
        {
            if (string.Equals(_entries[i].Key, key, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    // Readers on several threads may both build it; either is right.
    private Dictionary<string, int> Index()
    {
        if (_index is { } ready)
        {
            return ready;
        }

        var index = new Dictionary<string, int>(_count, StringComparer.Ordinal);
        for (var i = 0; i < _count; i++)
        {
            index.Add(_entries[i].Key, i);
        }

        return _index = index;
    }
}
