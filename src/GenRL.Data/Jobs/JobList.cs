using System.Globalization;

namespace GenRL.Data;

/// <summary>
/// A list of jobs in a folder that any number of workers, on one machine or on several that share the folder, work off without
/// talking to each other. A worker holds a job by a claim file that it touches now and then; when a claim is older than the lease, its
/// worker is taken for lost and the job is open again. No job is lost with its worker, and what a job had done so far is its own to keep.
/// </summary>
/// <remarks>
/// The machines' clocks may differ by less than the lease. Two workers may, after one of them was suspended for longer than the lease,
/// hold the same job for a moment; the older one is told (<see cref="JobClaim.Lost"/>), and jobs must write their files atomically.
/// </remarks>
public sealed class JobList
{
    /// <summary>How often a job may fail.</summary>
    public const int Attempts = 3;

    private const string JobEnding = ".job";
    private const string ClaimEnding = ".claim";
    private const string DoneEnding = ".done";
    private const string FailureEnding = ".failed";
    private readonly TimeProvider time;
    private readonly TimeSpan lease;

    /// <param name="folder">Folder of the list, made if missing.</param>
    /// <param name="lease">Age at which a claim counts no more; several times the longest pause of a healthy worker.</param>
    /// <param name="time">Clock for claims; null for the system's.</param>
    public JobList(string folder, TimeSpan lease, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        Folder = Path.GetFullPath(folder);
        this.lease = lease;
        this.time = time ?? TimeProvider.System;
        Directory.CreateDirectory(Folder);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Names of all jobs, in alphabetical order.</summary>
    public IReadOnlyList<string> Names =>
        [.. Directory.EnumerateFiles(Folder, "*" + JobEnding).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    /// <summary>Adds a job; does nothing when it is there already with the same description.</summary>
    /// <param name="name">Its name, fit for a file.</param>
    /// <param name="description">What is to be done.</param>
    /// <exception cref="ArgumentException">The name is unfit, or is that of a job with another description.</exception>
    public void Add(string name, string description)
    {
        if (name.Length == 0 || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_')))
        {
            throw new ArgumentException($"'{name}' is no name for a job: letters, digits, '-' and '_' only.");
        }

        string path = PathOf(name, JobEnding);
        if (!File.Exists(path))
        {
            AtomicFile.WriteText(path, description);
        }
        else if (File.ReadAllText(path) is var known && known != description)
        {
            throw new ArgumentException($"{path} is the job '{known}', not '{description}'. Name another folder, or delete that file.");
        }
    }

    /// <summary>How a job stands.</summary>
    public JobState StateOf(string name) => File.Exists(PathOf(name, DoneEnding)) ? JobState.Done
        : Failures(name).Length >= Attempts ? JobState.Failed
        : Age(PathOf(name, ClaimEnding)) < lease ? JobState.Held
        : JobState.Open;

    /// <summary>Messages of a job's failed attempts.</summary>
    public string[] Failures(string name) => File.Exists(PathOf(name, FailureEnding)) ? File.ReadAllLines(PathOf(name, FailureEnding)) : [];

    /// <summary>Takes the first open job; null when there is none.</summary>
    public JobClaim? TryTake()
    {
        foreach (string name in Names.Where(name => StateOf(name) == JobState.Open))
        {
            if (TryTake(name) is { } claim)
            {
                return claim;
            }
        }

        return null;
    }

    /// <summary>Whether every job is done or has failed for good.</summary>
    public bool HasEnded => Names.All(name => StateOf(name) is JobState.Done or JobState.Failed);

    private JobClaim? TryTake(string name)
    {
        string path = PathOf(name, ClaimEnding);
        if (File.Exists(path) && !RemoveExpired(path))
        {
            return null;
        }

        string owner = Guid.NewGuid().ToString("N");
        try
        {
            using (FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read))
            using (StreamWriter writer = new(stream))
            {
                writer.Write(owner);
            }
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }

        JobClaim claim = new(name, File.ReadAllText(PathOf(name, JobEnding)), path, owner, lease / 4, time, this);
        // another worker may have finished the job between the look at it and the claim
        if (StateOf(name) is JobState.Done or JobState.Failed)
        {
            claim.Dispose();
            return null;
        }
        return claim;
    }

    // Of several workers that find a claim expired only one succeeds in renaming it. One that renamed a claim which a faster worker
    // had just made puts it back.
    private bool RemoveExpired(string path)
    {
        string aside = string.Create(CultureInfo.InvariantCulture, $"{path}.{Guid.NewGuid():N}.expired");
        try
        {
            if (Age(path) < lease)
            {
                return false;
            }
            File.Move(path, aside);
            if (Age(aside) < lease)
            {
                File.Move(aside, path, overwrite: false);
                return false;
            }
            File.Delete(aside);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Writes a job's result.</summary>
    internal void Complete(string name, string result) => AtomicFile.WriteText(PathOf(name, DoneEnding), result);

    /// <summary>Notes one more failed attempt.</summary>
    internal void Fail(string name, string message) =>
        AtomicFile.WriteText(PathOf(name, FailureEnding), string.Concat(Failures(name).Append(message.ReplaceLineEndings(" ")).Select(line => line + "\n")));

    private TimeSpan Age(string path) => File.Exists(path) ? time.GetUtcNow() - new DateTimeOffset(File.GetLastWriteTimeUtc(path)) : TimeSpan.MaxValue;

    private string PathOf(string name, string ending) => Path.Combine(Folder, name + ending);
}
