using System.Diagnostics;
using System.Globalization;

namespace EndToEnd.Tests;

/// <summary>A process as the kernel lists it.</summary>
internal sealed record ProcessEntry(int Id, int Parent, string CommandLine)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Every process below another, at any depth.</summary>
    public static IReadOnlyList<ProcessEntry> Below(int id)
    {
        ILookup<int, ProcessEntry> children = All().ToLookup(one => one.Parent);
        return [.. Descend(id)];

        IEnumerable<ProcessEntry> Descend(int parent) => children[parent].SelectMany(child => Descend(child.Id).Prepend(child));
    }

    /// <summary>Waits until none of the processes runs; returns those that still do when patience is at its end.</summary>
    public static IReadOnlyList<ProcessEntry> WaitForEnd(IReadOnlyList<ProcessEntry> processes, TimeSpan patience)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            HashSet<ProcessEntry> running = [.. All()];
            ProcessEntry[] left = [.. processes.Where(one => running.Any(other => other.Id == one.Id && other.CommandLine == one.CommandLine))];
            if (left.Length == 0 || waited.Elapsed > patience)
            {
                return left;
            }

            Thread.Sleep(Poll);
        }
    }

    private static IEnumerable<ProcessEntry> All() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) ? Read(id) : null)
        .OfType<ProcessEntry>();

    // A process that has ended but was not yet waited for has no command line any more, and counts as gone.
    private static ProcessEntry? Read(int id)
    {
        try
        {
            string line = File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ');
            string state = File.ReadAllText($"/proc/{id}/stat");
            string parent = state[(state.LastIndexOf(')') + 2)..].Split(' ')[1];
            return line.Length == 0 ? null : new ProcessEntry(id, int.Parse(parent, CultureInfo.InvariantCulture), line);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
