namespace Tarl.Sandbox.Import;

/// <summary>Data sets on their way into a folder, where they appear together or, if this is disposed of first, not at all.</summary>
public sealed class DataSetStaging : IDisposable
{
    private readonly string _folder;
    private readonly bool _replace;
    private readonly string _staging;
    private readonly List<string> _names = [];

    /// <param name="folder">The folder of data sets; made if it does not exist.</param>
    /// <param name="replace">Whether data sets of the same names are replaced.</param>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public DataSetStaging(string folder, bool replace)
    {
        _folder = Path.GetFullPath(folder);
        _replace = replace;

        // Beside the folder's own entries, so that moving a data set into place is a rename.
        _staging = Path.Combine(_folder, $".import-{Environment.ProcessId}");
        if (Directory.Exists(_staging))
        {
            // Left by a process of the same number that was killed.
            Directory.Delete(_staging, recursive: true);
        }

        Directory.CreateDirectory(_staging);
    }

    /// <summary>A data set's folder for the time being.</summary>
    /// <exception cref="InvalidDataException">There is such a data set already, and it is not to be replaced; the message is one sentence.</exception>
    public string Add(string name)
    {
        var target = Path.Combine(_folder, name);
        if (File.Exists(target) || (Directory.Exists(target) && !File.Exists(Path.Combine(target, ImportedDataSet.FileName))))
        {
            throw new InvalidDataException($"'{target}' is there already and is no data set; choose another name.");
        }

        if (Directory.Exists(target) && !_replace)
        {
            throw new InvalidDataException($"There is a data set '{target}' already; choose another name, or have it replaced.");
        }

        _names.Add(name);
        return Directory.CreateDirectory(Path.Combine(_staging, name)).FullName;
    }

    /// <summary>Puts every data set in its place.</summary>
    public void Complete()
    {
        foreach (var name in _names)
        {
            var target = Path.Combine(_folder, name);
            if (Directory.Exists(target))
            {
                Directory.Move(target, Path.Combine(_staging, name + ".replaced"));
            }

            Directory.Move(Path.Combine(_staging, name), target);
        }
    }

    public void Dispose()
    {
        Directory.Delete(_staging, recursive: true);
        if (!Directory.EnumerateFileSystemEntries(_folder).Any())
        {
            Directory.Delete(_folder);
        }
    }
}
