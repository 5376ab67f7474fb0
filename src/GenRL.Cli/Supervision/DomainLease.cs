using System.Globalization;

namespace GenRL.Cli.Supervision;

/// <summary>
/// The exclusive right to run a robot in one ROS domain on this machine. Held through a lock that the operating system
/// releases when the process ends, however it ends.
/// </summary>
internal sealed class DomainLease : IDisposable
{
    /// <summary>Domains beyond this collide with ephemeral ports on Linux.</summary>
    public const int LastDomain = 101;

    private const int FirstPort = 47700;
    private readonly FileStream _file;

    private DomainLease(int domain, FileStream file)
    {
        Domain = domain;
        _file = file;
    }

    /// <summary>The ROS domain.</summary>
    public int Domain { get; }

    /// <summary>The address at which the prompt service of a domain answers ZeroMQ requests.</summary>
    public static string PromptAddress(int domain) => string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{FirstPort + domain}");

    /// <summary>Takes a domain.</summary>
    /// <param name="domain">0..101.</param>
    /// <param name="folder">Where the locks lie; the same for everybody who is to keep apart.</param>
    /// <exception cref="InvalidOperationException">Another process holds it; the message names it and a free domain.</exception>
    public static DomainLease Take(int domain, string folder)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(domain);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(domain, LastDomain);
        Directory.CreateDirectory(folder);
        if (TryLock(domain, folder) is FileStream file)
        {
            return new DomainLease(domain, file);
        }

        string free = FirstFree(folder) is int other ? $"; domain {other} is free" : "";
        throw new InvalidOperationException(
            $"ROS domain {domain} is already run by another 'genrl up'{HolderOf(domain, folder)}. " +
            $"End that one first, or run beside it with --domain N{free}.");
    }

    /// <summary>The folder that all clones of one user share.</summary>
    public static string SharedFolder() => Path.Combine(Path.GetTempPath(), "genrl-domains-" + Environment.UserName);

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private static FileStream? TryLock(int domain, string folder)
    {
        try
        {
            FileStream file = new(PathOf(domain, folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // A file of its own: a locked file cannot be read by the process that wants to say who holds it.
            File.WriteAllText(HolderPath(domain, folder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return file;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int? FirstFree(string folder)
    {
        for (int domain = 0; domain <= LastDomain; domain++)
        {
            if (TryLock(domain, folder) is FileStream file)
            {
                // The lock is given back at once: the operator may still choose otherwise.
                file.Dispose();
                return domain;
            }
        }

        return null;
    }

    private static string HolderOf(int domain, string folder)
    {
        try
        {
            string id = File.ReadAllText(HolderPath(domain, folder));
            return int.TryParse(id, CultureInfo.InvariantCulture, out _) ? $" (process {id})" : "";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string HolderPath(int domain, string folder) => Path.ChangeExtension(PathOf(domain, folder), ".pid");

    private static string PathOf(int domain, string folder) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"domain-{domain}.lock"));
}
