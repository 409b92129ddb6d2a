namespace Tarl.Policy.Engines.Managed;

/// <summary>
/// Tokens of several sequences side by side, one row each. Rows are active where the model's output is read: the last layer
/// computes only keys and values for the others.
/// </summary>
internal sealed class PackedRows
{
    private int[] _tokens = new int[256];
    private int[] _positions = new int[256];
    private int[] _activeRows = new int[256];
    private int[] _activePositions = new int[256];

    public List<Segment> Segments { get; } = [];

    public int Rows { get; private set; }

    public int ActiveRows { get; private set; }

    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Rows);

    public ReadOnlySpan<int> Positions => _positions.AsSpan(0, Rows);

    /// <summary>The active rows' indices, ascending.</summary>
    public ReadOnlySpan<int> Active => _activeRows.AsSpan(0, ActiveRows);

    public ReadOnlySpan<int> ActivePositions => _activePositions.AsSpan(0, ActiveRows);

    public void Clear()
    {
        Segments.Clear();
        (Rows, ActiveRows) = (0, 0);
    }

    /// <summary>Appends tokens after those in the cache; token i is active where <paramref name="isActive"/> says so.</summary>
    public void Add(KeyValueCache cache, ReadOnlySpan<int> tokens, ReadOnlySpan<bool> isActive)
    {
        Reserve(Rows + tokens.Length);
        var (firstRow, firstActive) = (Rows, ActiveRows);
        for (var i = 0; i < tokens.Length; i++)
        {
            _tokens[Rows] = tokens[i];
            _positions[Rows] = cache.Length + i;
            if (isActive[i])
            {
                _activeRows[ActiveRows] = Rows;
                _activePositions[ActiveRows++] = cache.Length + i;
            }

            Rows++;
        }

        Segments.Add(new Segment(cache, cache.Length, firstRow, tokens.Length, firstActive, ActiveRows - firstActive));
    }

    private void Reserve(int rows)
    {
        if (rows <= _tokens.Length) return;
        var capacity = Math.Max(rows, 2 * _tokens.Length);
        Array.Resize(ref _tokens, capacity);
        Array.Resize(ref _positions, capacity);
        Array.Resize(ref _activeRows, capacity);
        Array.Resize(ref _activePositions, capacity);
    }
}
